package ecomauction.bid.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The hashes of the bid log: entries are chained, secret amounts are committed to.
public final class Seal {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Seal() {}

    /// What the first entry is chained to.
    public static byte[] genesis() {
        return new byte[32];
    }

    public static byte[] chain(byte[] previous, String entry) {
        return sha256(previous, entry.getBytes(UTF_8));
    }

    /// Binds to an amount without showing it: whoever knows salt and amount can check it later.
    public static String commitment(byte[] salt, long amount) {
        return hex(sha256(salt, Long.toString(amount).getBytes(US_ASCII)));
    }

    public static byte[] newSalt() {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        return salt;
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] first, byte[] second) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
