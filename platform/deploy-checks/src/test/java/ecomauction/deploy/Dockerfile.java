package ecomauction.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an image is made by, read as far as our rules for images need it.
record Dockerfile(String name, List<Instruction> instructions) {

    record Instruction(String word, String rest) {
        /// Words that are no flags.
        List<String> words() {
            return Stream.of(rest.split("\\s+")).filter(word -> !word.startsWith("--")).toList();
        }

        String flag(String flag) {
            return Stream.of(rest.split("\\s+"))
                    .filter(word -> word.startsWith("--" + flag + "="))
                    .map(word -> word.substring(flag.length() + 3))
                    .findFirst()
                    .orElse("");
        }
    }

    /// What is copied out of the stage where Maven ran, or from the sources.
    record Copied(String stage, String path) {}

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern NUMERIC_USER = Pattern.compile("[1-9]\\d*:[1-9]\\d*");
    private static final Pattern FIXED_IMAGE = Pattern.compile(".+/.+:(?!latest).+");
    private static final Set<String> UNSAFE = Set.of("ADD", "CMD", "SHELL", "VOLUME", "ONBUILD");

    static Dockerfile parse(String name, String text) {
        var instructions = new ArrayList<Instruction>();
        var joined = text.replaceAll("(?m)^\\s*#.*\n", "").replaceAll("\\\\\n\\s*", "");
        joined.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split("\\s+", 2))
                .forEach(parts -> instructions.add(new Instruction(parts[0], parts[1])));
        return new Dockerfile(name, List.copyOf(instructions));
    }

    List<String> faults() {
        var faults = new ArrayList<String>();
        var arguments = arguments(faults);
        var stages = new HashSet<String>();
        for (var instruction : instructions) {
            switch (instruction.word()) {
                case "FROM" -> from(instruction, arguments, stages, faults);
                case "COPY" -> {
                    var stage = instruction.flag("from");
                    if (!stage.isEmpty() && !stages.contains(stage)) {
                        faults.add("copies from no stage of its own: " + stage);
                    }
                }
                case "RUN" -> {
                    if (instruction.rest().matches(".*\\b(curl|wget|apt-get|dnf|apk)\\b.*")) {
                        faults.add("brings what no argument names: " + instruction.rest());
                    }
                }
                default -> {
                    if (UNSAFE.contains(instruction.word())) {
                        faults.add("has " + instruction.word());
                    }
                }
            }
        }
        last(faults);
        return faults.stream().map(fault -> name + " " + fault).toList();
    }

    /// Arguments before the first stage, which name the base images.
    private Map<String, String> arguments(List<String> faults) {
        var arguments = new HashMap<String, String>();
        for (var instruction : instructions) {
            if (!instruction.word().equals("ARG")) {
                break;
            }
            var parts = instruction.rest().split("=", 2);
            arguments.put(parts[0], parts.length > 1 ? parts[1] : "");
            if (parts.length == 1 || !FIXED_IMAGE.matcher(parts[1]).matches()) {
                faults.add("names no exact image: " + instruction.rest());
            }
        }
        return arguments;
    }

    private static void from(
            Instruction from,
            Map<String, String> arguments,
            Set<String> stages,
            List<String> faults) {
        var words = from.words();
        var image = VARIABLE.matcher(words.getFirst());
        if (!(image.matches() && arguments.containsKey(image.group(1)))
                && !stages.contains(words.getFirst())) {
            faults.add("stands on what is no argument: " + words.getFirst());
        }
        if (words.size() == 3) {
            stages.add(words.get(2));
        }
    }

    private void last(List<String> faults) {
        if (!NUMERIC_USER.matcher(last("USER")).matches()) {
            faults.add("does not end as a numbered user other than root");
        }
        if (!last("ENTRYPOINT").startsWith("[\"")) {
            faults.add("needs a shell to start");
        }
    }

    /// What the last stage says last; empty if nothing.
    String last(String word) {
        var said = "";
        for (var instruction : instructions) {
            if (instruction.word().equals("FROM")) {
                said = "";
            } else if (instruction.word().equals(word)) {
                said = instruction.rest();
            }
        }
        return said;
    }

    List<Copied> copied(String service) {
        return instructions.stream()
                .filter(instruction -> instruction.word().equals("COPY"))
                .flatMap(copy -> {
                    var words = copy.words();
                    return words.subList(0, words.size() - 1).stream()
                            .map(path -> path.replace("${SERVICE}", service))
                            .map(path -> new Copied(copy.flag("from"), path));
                })
                .toList();
    }
}
