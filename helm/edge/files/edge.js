// The subject that a token names, unchecked: good enough to count requests, and for nothing else.
function subject(request) {
    const token = /^Bearer [\w-]+\.([\w-]+)\./i.exec(request.headersIn.Authorization || '');
    if (!token) {
        return '';
    }
    try {
        const sub = JSON.parse(Buffer.from(token[1], 'base64url').toString()).sub;
        return typeof sub === 'string' ? sub.slice(0, 64) : '';
    } catch (unreadable) {
        return '';
    }
}

// What tells one token from another: the head of its signature. Its last characters may be written in several ways.
function token(request) {
    const found = /^Bearer [\w-]+\.[\w-]+\.([\w-]{43})/i.exec(request.headersIn.Authorization || '');
    return found ? found[1] : '';
}

export default { subject, token };
