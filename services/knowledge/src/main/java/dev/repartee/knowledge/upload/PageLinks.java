package dev.repartee.knowledge.upload;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the files that a page names, on its own host. */
final class PageLinks {

    private static final Pattern LINK =
            Pattern.compile(
                    "href\\s{0,5}=\\s{0,5}[\"']([^\"'#<>\\s]{1,2000})", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE =
            Pattern.compile("\\.(?:pdf|docx?|pptx?|xlsx?|od[tsp]|epub|rtf|md|txt|csv|html?)\\z");
    private static final int MOST = 100;

    private PageLinks() {}

    static Set<String> of(String page, URI place) {
        Set<String> links = new LinkedHashSet<>();
        Matcher matcher = LINK.matcher(page);
        while (matcher.find() && links.size() < MOST) {
            try {
                URI link = place.resolve(matcher.group(1).replace("&amp;", "&"));
                boolean near = place.getHost() != null && place.getHost().equals(link.getHost());
                String path = link.getPath() == null ? "" : link.getPath().toLowerCase(Locale.ROOT);
                if (near && FILE.matcher(path).find() && !link.equals(place)) {
                    links.add(link.toString());
                }
            } catch (IllegalArgumentException noUrl) {
                // A page may write what it likes.
            }
        }
        return links;
    }
}
