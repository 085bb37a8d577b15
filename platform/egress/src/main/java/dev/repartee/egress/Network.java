package dev.repartee.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A block of addresses such as {@code 10.0.0.0/8}. Never asks a name server. */
record Network(byte[] prefix, int bits) {

    private static final Pattern DOTTED =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F]*+:[0-9a-fA-F:.]*");

    /**
     * Reads an address, or a block of them.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = literal(address).getAddress();
        int bits;
        try {
            bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no network", e);
        }
        if (bits < 0 || bits > bytes.length * 8) {
            throw new IllegalArgumentException("'" + text + "' is no network");
        }
        return new Network(bytes, bits);
    }

    /** Whether a text is an address in its usual form: four decimal numbers, or IPv6. */
    static boolean isLiteral(String text) {
        return DOTTED.matcher(text).matches() || COLONS.matcher(text).matches();
    }

    /**
     * Reads an address in its usual form.
     *
     * @throws IllegalArgumentException when it is none
     */
    static InetAddress literal(String text) {
        if (!isLiteral(text)) {
            throw new IllegalArgumentException("'" + text + "' is no IP address");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no IP address", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        int mask = 0xFF << (8 - rest) & 0xFF;
        return rest == 0 || (bytes[whole] & mask) == (prefix[whole] & mask);
    }
}
