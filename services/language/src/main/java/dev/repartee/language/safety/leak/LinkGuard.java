package dev.repartee.language.safety.leak;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes links out of replies that could carry data away: pictures, which browsers fetch without
 * asking, and links whose address holds more than a page's name, unless the reply's maker was given
 * that very address, or the assistant allows the host. Linear in the text. For one thread.
 */
public final class LinkGuard {

    static final String REMOVED = "[link removed]";

    static final Pattern PICTURE = Pattern.compile("!\\[[^\\]\\n]{0,500}+]\\([^)\\n]{0,4000}+\\)?");
    static final Pattern PICTURE_TAG =
            Pattern.compile(
                    "(?i)<(?:img|iframe|script|link|object|embed|video|audio|source)\\b[^>]{0,4000}+>?");
    static final Pattern URL =
            Pattern.compile(
                    "(?i)\\b(?:https?|ftp)://[^\\s<>\"'`\\])}]{1,4000}+|(?:data|javascript):[^\\s)]{1,4000}+");
    private static final int LONGEST_SEGMENT = 40;
    private static final int LONGEST_LABEL = 24;

    private final Set<String> hosts;
    private final List<String> given;

    /** Links of what was given; looked for once a reply has one itself. */
    private @Nullable Set<String> givenLinks;

    /**
     * @param hosts whose links and pictures are fine; {@code *.example.com} for all below
     * @param given texts whose links may be repeated as they are
     */
    public LinkGuard(Set<String> hosts, List<String> given) {
        this.hosts = Set.copyOf(hosts);
        this.given = List.copyOf(given);
    }

    /** The text without links that could carry data away. */
    public String clean(String text, Set<String> kinds) {
        if (!mayHoldLink(text)) {
            return text;
        }
        String cleaned =
                replace(
                        PICTURE_TAG,
                        replace(PICTURE, text, this::pictureIsFine),
                        this::pictureIsFine);
        cleaned = replace(URL, cleaned, this::linkIsFine);
        if (!cleaned.equals(text)) {
            kinds.add("link");
        }
        return cleaned;
    }

    /** False only for texts in which none of the patterns finds anything. */
    static boolean mayHoldLink(String text) {
        return text.contains(":") || text.contains("![") || text.contains("<");
    }

    private interface Judge {
        boolean fine(String found);
    }

    private static String replace(Pattern pattern, String text, Judge judge) {
        return pattern.matcher(text)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        judge.fine(match.group()) ? match.group() : REMOVED));
    }

    /** A picture of a host that is allowed, or none that is fetched at all. */
    private boolean pictureIsFine(String picture) {
        Matcher url = URL.matcher(picture);
        return url.find() && hostIsAllowed(url.group());
    }

    private boolean linkIsFine(String found) {
        String url = trimmed(found);
        if (url.toLowerCase(Locale.ROOT).startsWith("data:")
                || url.toLowerCase(Locale.ROOT).startsWith("javascript:")) {
            return false;
        }
        return givenLinks().contains(url) || hostIsAllowed(url) || !couldCarryData(url);
    }

    private Set<String> givenLinks() {
        Set<String> links = givenLinks;
        if (links == null) {
            links = new HashSet<>();
            for (String text : given) {
                for (Matcher url = URL.matcher(text); url.find(); ) {
                    links.add(trimmed(url.group()));
                }
            }
            givenLinks = links;
        }
        return links;
    }

    private boolean hostIsAllowed(String url) {
        try {
            String host = URI.create(trimmed(url)).getHost();
            if (host == null) {
                return false;
            }
            String name = host.toLowerCase(Locale.ROOT);
            return hosts.stream()
                    .map(entry -> entry.toLowerCase(Locale.ROOT))
                    .anyMatch(
                            entry ->
                                    entry.startsWith("*.")
                                            ? name.endsWith(entry.substring(1))
                                            : name.equals(entry));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean couldCarryData(String url) {
        if (url.contains("?") || url.contains("#") || url.contains("@") || url.contains("%")) {
            return true;
        }
        int start = url.indexOf("://") + 3;
        String[] parts = url.substring(start).split("/");
        for (String label : parts[0].split("\\.")) {
            if (label.length() > LONGEST_LABEL) {
                return true;
            }
        }
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].length() > LONGEST_SEGMENT) {
                return true;
            }
        }
        return false;
    }

    /** Without the signs that end a sentence rather than an address. */
    private static String trimmed(String url) {
        int end = url.length();
        while (end > 0 && ".,;:!?*_".indexOf(url.charAt(end - 1)) >= 0) {
            end--;
        }
        return url.substring(0, end);
    }
}
