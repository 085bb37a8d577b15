package dev.repartee.language.entity;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Locale;
import java.util.Map;

/** Guesses the country of a text where nobody has said it: where most speakers of it live. */
public final class Regions {

    /** No country. */
    public static final String NONE = "ZZ";

    private static final Map<String, String> OF_LANGUAGE =
            Map.ofEntries(
                    Map.entry("en", "US"),
                    Map.entry("es", "ES"),
                    Map.entry("de", "DE"),
                    Map.entry("hi", "IN"),
                    Map.entry("hi-Latn", "IN"),
                    Map.entry("fr", "FR"),
                    Map.entry("pt", "BR"),
                    Map.entry("it", "IT"),
                    Map.entry("nl", "NL"),
                    Map.entry("tr", "TR"),
                    Map.entry("ru", "RU"),
                    Map.entry("uk", "UA"),
                    Map.entry("ja", "JP"),
                    Map.entry("ko", "KR"),
                    Map.entry("zh", "CN"),
                    Map.entry("he", "IL"),
                    Map.entry("el", "GR"));

    private Regions() {}

    /** Returns a country by which numbers can be read: itself, or {@link #NONE} if unknown. */
    public static String orNone(String region) {
        String upper = region.toUpperCase(Locale.ROOT);
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(upper) ? upper : NONE;
    }

    /**
     * Returns the ISO 3166 code of a country, {@link #NONE} when the language tells none.
     *
     * @param language a BCP 47 tag; a region in it counts first ({@code es-MX})
     */
    public static String of(String language) {
        int dash = language.lastIndexOf('-');
        String last = language.substring(dash + 1);
        if (dash > 0 && last.length() == 2 && last.chars().allMatch(Character::isUpperCase)) {
            return orNone(last);
        }
        String known = OF_LANGUAGE.get(language);
        return known != null
                ? known
                : OF_LANGUAGE.getOrDefault(
                        dash < 0 ? language : language.substring(0, language.indexOf('-')), NONE);
    }
}
