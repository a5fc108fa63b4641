package ecomauction.kit.errors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What makes two errors the same: who logged which constant sentence, because of what kind of
/// exception, from which method of ours. Line numbers change with every release and are left out.
final class Fingerprint {

    private static final int BYTES = 6;

    private Fingerprint() {}

    static String of(String logger, String sentence, @Nullable Throwable thrown) {
        var kind = thrown == null ? "" : thrown.getClass().getName() + ourMethod(thrown);
        return HexFormat.of().formatHex(sha256(logger + '\n' + sentence + '\n' + kind), 0, BYTES);
    }

    private static String ourMethod(Throwable thrown) {
        return Stream.of(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("ecomauction."))
                .findFirst()
                .map(frame -> '\n' + frame.getClassName() + '.' + frame.getMethodName())
                .orElse("");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
