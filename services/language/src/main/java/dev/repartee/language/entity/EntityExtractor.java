package dev.repartee.language.entity;

import dev.repartee.contract.content.Entity;
import dev.repartee.language.entity.custom.CustomEntities;
import dev.repartee.language.entity.custom.CustomSpan;
import dev.repartee.language.number.NumbersInText;
import dev.repartee.language.token.Token;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds all entities of a message.
 *
 * <p>Each part of the text belongs to one entity at most. Where two claim the same text, a tenant's
 * own entity wins (a pattern before an item of a list), then the earlier {@link EntityType}, then
 * the longer one, then the one that starts first. Card numbers are recognised so that nothing else
 * claims their digits, but never reported. Thread-safe.
 */
public final class EntityExtractor {

    private static final Comparator<Span> STRONGEST_FIRST =
            Comparator.comparing(Span::type)
                    .thenComparing(Comparator.comparingInt(Span::length).reversed())
                    .thenComparingInt(Span::start);

    private final EmailFinder emails = new EmailFinder();
    private final UrlFinder urls = new UrlFinder();
    private final CardFinder cards = new CardFinder();
    private final AddressFinder addresses = new AddressFinder();
    private final NameFinder names = new NameFinder();
    private final OrderNumberFinder orderNumbers;
    private final AmountFinder amounts;
    private final String region;

    /** What depends on the country. There are about 250. */
    private final Map<String, Regional> regional = new ConcurrentHashMap<>();

    private record Regional(PhoneFinder phones, TimeSpans times) {}

    /**
     * @param region the ISO 3166 country by which phone numbers and dates are read where the caller
     *     names none; {@link Regions#NONE} to guess it from the language
     * @throws IllegalArgumentException when the region is unknown
     */
    public EntityExtractor(String region) {
        Lexicon lexicon = Lexicon.shipped();
        this.orderNumbers = new OrderNumberFinder(lexicon);
        this.amounts = new AmountFinder(lexicon);
        this.region = region;
        regional(region);
    }

    /** Returns the entities in order of their position, none of a tenant's own. */
    public List<Entity> extract(
            String text, List<Token> tokens, String language, ZonedDateTime at) {
        return extract(text, tokens, language, at, region, CustomEntities.NONE);
    }

    /**
     * Returns the entities in order of their position.
     *
     * @param country the ISO 3166 country of the tenant, {@link Regions#NONE} when unknown
     * @param own the tenant's own entities
     * @throws IllegalArgumentException when the country is unknown
     */
    public List<Entity> extract(
            String text,
            List<Token> tokens,
            String language,
            ZonedDateTime at,
            String country,
            CustomEntities own) {
        Regional here = regional(country.equals(Regions.NONE) ? Regions.of(language) : country);
        var numbers = new NumbersInText(tokens, language);
        var found = new ArrayList<Span>();
        found.addAll(emails.find(text));
        found.addAll(urls.find(text));
        found.addAll(cards.find(text));
        found.addAll(here.phones.find(text));
        found.addAll(orderNumbers.find(text, tokens));
        found.addAll(addresses.find(text));
        found.addAll(here.times.find(text, tokens, numbers, language, at));
        found.addAll(amounts.find(text, tokens, numbers, language));
        found.addAll(names.find(text, tokens));
        found.sort(STRONGEST_FIRST);
        var taken = new BitSet(text.length());
        var kept = new ArrayList<Entity>();
        for (CustomSpan span : own.find(text, tokens)) {
            if (isFree(taken, span.start(), span.end())) {
                kept.add(entity(text, span.type(), span.value(), span.start(), span.end()));
            }
        }
        for (Span span : found) {
            if (isFree(taken, span.start(), span.end()) && span.type() != EntityType.CARD) {
                String label = span.type().label();
                kept.add(entity(text, label, span.normalized(), span.start(), span.end()));
            }
        }
        kept.sort(Comparator.comparingInt(Entity::start));
        return kept;
    }

    private Regional regional(String country) {
        Regional known = regional.get(country);
        if (known != null) {
            return known;
        }
        var made = new Regional(new PhoneFinder(country), new TimeSpans(country));
        regional.put(country, made);
        return made;
    }

    private static boolean isFree(BitSet taken, int start, int end) {
        int next = taken.nextSetBit(start);
        if (next >= 0 && next < end) {
            return false;
        }
        taken.set(start, end);
        return true;
    }

    private static Entity entity(
            String text, String type, @Nullable String value, int start, int end) {
        return new Entity(type, text.substring(start, end), value, start, end);
    }
}
