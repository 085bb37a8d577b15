package dev.repartee.knowledge.parsing.child;

import java.util.Locale;
import java.util.Set;
import org.apache.tika.parser.html.HtmlMapper;
import org.jspecify.annotations.Nullable;

/** Keeps every element of a page that its text needs, and drops what nobody reads. */
final class WebStructure implements HtmlMapper {

    private static final Set<String> DROPPED =
            Set.of(
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "svg",
                    "iframe",
                    "object",
                    "embed",
                    "applet",
                    "canvas",
                    "nav",
                    "button",
                    "select",
                    "textarea",
                    "audio",
                    "video");

    @Override
    public String mapSafeElement(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isDiscardElement(String name) {
        return DROPPED.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String mapSafeAttribute(String element, String attribute) {
        return attribute.equalsIgnoreCase("class") ? "class" : null;
    }
}
