package dev.repartee.inference.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A replay as a whole.
 *
 * @param messages replayed
 * @param failed those that could not be answered now
 * @param answersDiffer in more than white space
 * @param intentsDiffer of those answered now
 * @param meanSimilarity of the answers, 0 to 1
 * @param before figures of then
 * @param after figures of now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
        int messages,
        int failed,
        int answersDiffer,
        int intentsDiffer,
        double meanSimilarity,
        Figures before,
        Figures after) {

    private static final double MILLION = 1_000_000;

    /** Price of a million tokens, in any currency. */
    public record Prices(double prompt, double completion) {}

    /**
     * One side.
     *
     * @param handovers replies that call a person
     * @param latencyP50Ms median, null when nothing is known
     * @param cost by the prices that were given, else as each answer was priced
     * @param unpriced answers by models without a price, whose cost is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figures(
            int handovers,
            long promptTokens,
            long completionTokens,
            @Nullable Long latencyP50Ms,
            @Nullable Long latencyP95Ms,
            double cost,
            int unpriced) {}

    /**
     * Adds up.
     *
     * @param prices for every answer of both sides, or null for what each one's own model costs
     */
    public static Summary of(List<Replayed> all, @Nullable Prices prices) {
        List<Replayed> answered = all.stream().filter(each -> each.after() != null).toList();
        return new Summary(
                all.size(),
                all.size() - answered.size(),
                (int) answered.stream().filter(Replayed::answerDiffers).count(),
                (int) answered.stream().filter(Replayed::intentDiffers).count(),
                Math.round(
                                100
                                        * answered.stream()
                                                .mapToDouble(Replayed::similarity)
                                                .average()
                                                .orElse(0))
                        / 100.0,
                figures(answered, Replayed::before, prices),
                figures(answered, each -> Objects.requireNonNull(each.after()), prices));
    }

    private static Figures figures(
            List<Replayed> all, Function<Replayed, Side> side, @Nullable Prices prices) {
        List<Side> sides = all.stream().map(side).toList();
        long prompt = sides.stream().mapToLong(Side::promptTokens).sum();
        long completion = sides.stream().mapToLong(Side::completionTokens).sum();
        long[] latencies =
                sides.stream()
                        .map(Side::latencyMs)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sorted()
                        .toArray();
        return new Figures(
                (int) sides.stream().filter(Side::handover).count(),
                prompt,
                completion,
                percentile(latencies, 0.5),
                percentile(latencies, 0.95),
                rounded(
                        prices == null
                                ? sides.stream().mapToDouble(Summary::known).sum()
                                : (prompt * prices.prompt() + completion * prices.completion())
                                        / MILLION),
                prices == null
                        ? (int) sides.stream().filter(each -> each.cost() == null).count()
                        : 0);
    }

    private static double known(Side side) {
        return side.cost() == null ? 0 : side.cost();
    }

    private static double rounded(double cost) {
        return Math.round(cost * MILLION) / MILLION;
    }

    private static @Nullable Long percentile(long[] sorted, double share) {
        return sorted.length == 0
                ? null
                : Arrays.stream(sorted)
                        .skip((long) Math.ceil(share * sorted.length) - 1)
                        .findFirst()
                        .orElseThrow();
    }
}
