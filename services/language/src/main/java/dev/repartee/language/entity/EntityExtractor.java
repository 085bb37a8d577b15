package dev.repartee.language.entity;

import dev.repartee.contract.content.Entity;
import dev.repartee.language.token.Token;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Finds all entities of a message. Where two claim the same text the earlier {@link EntityType}
 * wins, then the longer one. Card numbers are recognised so that nothing else claims their digits,
 * but never reported.
 */
public final class EntityExtractor {

    private static final Comparator<Span> STRONGEST_FIRST =
            Comparator.comparing(Span::type)
                    .thenComparing(Comparator.comparingInt(Span::length).reversed())
                    .thenComparingInt(Span::start);

    private final EmailFinder emails = new EmailFinder();
    private final UrlFinder urls = new UrlFinder();
    private final CardFinder cards = new CardFinder();
    private final PhoneFinder phones;
    private final OrderNumberFinder orderNumbers;
    private final DateFinder dates;
    private final TimeFinder times;
    private final AmountFinder amounts;

    /**
     * @param region the ISO 3166 country of phone numbers without a country code, {@code ZZ} for
     *     none
     * @throws IllegalArgumentException when the region is unknown
     */
    public EntityExtractor(String region) {
        Lexicon lexicon = Lexicon.shipped();
        this.phones = new PhoneFinder(region);
        this.orderNumbers = new OrderNumberFinder(lexicon);
        this.dates = new DateFinder(lexicon);
        this.times = new TimeFinder(lexicon);
        this.amounts = new AmountFinder(lexicon);
    }

    /** Returns the entities in order of their position. */
    public List<Entity> extract(
            String text, List<Token> tokens, String language, ZonedDateTime at) {
        var found = new ArrayList<Span>();
        found.addAll(emails.find(text));
        found.addAll(urls.find(text));
        found.addAll(cards.find(text));
        found.addAll(phones.find(text));
        found.addAll(orderNumbers.find(text, tokens));
        found.addAll(dates.find(text, tokens, language, at.toLocalDate()));
        found.addAll(times.find(text, tokens));
        found.addAll(amounts.find(text, tokens, language));
        return withoutOverlaps(found, text.length()).stream()
                .filter(span -> span.type() != EntityType.CARD)
                .map(
                        span ->
                                new Entity(
                                        span.type().label(),
                                        text.substring(span.start(), span.end()),
                                        span.normalized(),
                                        span.start(),
                                        span.end()))
                .toList();
    }

    private static List<Span> withoutOverlaps(List<Span> found, int length) {
        found.sort(STRONGEST_FIRST);
        var taken = new BitSet(length);
        var kept = new ArrayList<Span>();
        for (Span span : found) {
            int next = taken.nextSetBit(span.start());
            if (next < 0 || next >= span.end()) {
                taken.set(span.start(), span.end());
                kept.add(span);
            }
        }
        kept.sort(Comparator.comparingInt(Span::start));
        return kept;
    }
}
