// node run.js <verel> <task>: what Vector's language makes of lines. The task has the two programs and the lines; printed are
// what the compiler has against them and the entries. Parts of a line are joined here as the transform `reduce` does it.
const vrl = require(process.argv[2]);
const { line, entry, lines } = JSON.parse(require('fs').readFileSync(process.argv[3]));

const faults = [line, entry].flatMap((program) => {
    const { errors, warnings } = vrl.check(program);
    return [...errors, ...warnings].map(vrl.formatDiagnostic);
});
const entries = [];
if (faults.length === 0) {
    const parts = {};
    for (const { file, message } of lines) {
        const { event } = vrl.execute(line, { file, message, source_type: 'file', host: 'node-1', timestamp: `${Date.now()}` });
        const key = `${event.file} ${event.stream}`;
        parts[key] = parts[key] ? { ...parts[key], text: parts[key].text + event.text } : event;
        if (event.part === 'F') {
            entries.push(vrl.execute(entry, parts[key]).event);
            delete parts[key];
        }
    }
}
console.log(JSON.stringify({ faults, entries }));
