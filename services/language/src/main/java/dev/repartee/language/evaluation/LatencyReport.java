package dev.repartee.language.evaluation;

import com.sun.management.ThreadMXBean;
import dev.repartee.language.LanguageTagger;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.entity.Regions;
import dev.repartee.language.intent.IntentModel;
import dev.repartee.language.slot.SlotTagger;
import java.lang.management.ManagementFactory;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to understand a message with warm code on one thread: its language, its entities
 * and what rules say of it, its intents, and its slots where a tagger has learnt some.
 *
 * @param cpu by the time that the thread had a processor, which other programs don't lengthen
 * @param clock by the time that passed, whatever held the thread up
 * @param bytes how much memory a message takes on the way, the mean
 * @param parts microseconds of processor time of each part, the mean
 */
public record LatencyReport(Spread cpu, Spread clock, long bytes, Map<String, Double> parts) {

    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 10_000;
    private static final ZonedDateTime SENT =
            ZonedDateTime.of(2026, 3, 2, 10, 30, 0, 0, ZoneOffset.UTC);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * How long messages took.
     *
     * @param median microseconds for one message
     * @param p99 microseconds that 99 of 100 messages stay under
     * @param perSecond messages in a second, one after the other
     */
    public record Spread(double median, double p99, double perSecond) {

        static Spread of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Spread(
                    sorted[sorted.length / 2] / 1e3,
                    sorted[(int) (sorted.length * 0.99)] / 1e3,
                    sorted.length / (Arrays.stream(sorted).sum() / 1e9));
        }
    }

    /** A message and the tag of its language. */
    private record Message(String text, String language) {}

    /**
     * Understands the messages over and over, for some seconds.
     *
     * @param tagger finds slots, or null
     */
    public static LatencyReport of(
            IntentModel model, @Nullable SlotTagger tagger, List<Example> examples) {
        LanguageTagger languages = new LanguageTagger();
        List<Message> messages =
                examples.stream()
                        .map(each -> new Message(each.text(), languages.tag(each.text())))
                        .toList();
        Map<String, ToIntFunction<Message>> parts = parts(languages, model, tagger);
        List<ToIntFunction<Message>> whole = List.copyOf(parts.values());
        int seen = run(whole, messages, new long[WARM_UP], new long[WARM_UP]);
        long[] cpu = new long[MEASURED];
        long[] clock = new long[MEASURED];
        long before = THREADS.getCurrentThreadAllocatedBytes();
        seen += run(whole, messages, cpu, clock);
        long bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / MEASURED;
        Map<String, Double> means = new LinkedHashMap<>();
        for (Map.Entry<String, ToIntFunction<Message>> part : parts.entrySet()) {
            long[] of = new long[MEASURED];
            seen += run(List.of(part.getValue()), messages, of, new long[MEASURED]);
            means.put(part.getKey(), Arrays.stream(of).sum() / 1e3 / MEASURED);
        }
        if (seen == 0) {
            throw new IllegalStateException("nothing was understood");
        }
        return new LatencyReport(Spread.of(cpu), Spread.of(clock), bytes, means);
    }

    /** Each part tells how much it found, so that none is left out as useless. */
    private static Map<String, ToIntFunction<Message>> parts(
            LanguageTagger languages, IntentModel model, @Nullable SlotTagger tagger) {
        RuleAnalyzer rules = RuleAnalyzer.shipped(Regions.NONE);
        Map<String, ToIntFunction<Message>> parts = new LinkedHashMap<>();
        parts.put("language", message -> languages.tag(message.text()).length());
        parts.put(
                "rules and entities",
                message ->
                        rules.analyze(message.text(), message.language(), SENT).entities().size());
        parts.put("intents", message -> model.rank(message.text()).top().size());
        if (tagger != null) {
            parts.put("slots", message -> tagger.tag(message.text()).size());
        }
        return parts;
    }

    private static int run(
            List<ToIntFunction<Message>> parts, List<Message> messages, long[] cpu, long[] clock) {
        int seen = 0;
        for (int i = 0; i < cpu.length; i++) {
            Message message = messages.get(i % messages.size());
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            for (ToIntFunction<Message> part : parts) {
                seen += part.applyAsInt(message);
            }
            clock[i] = System.nanoTime() - start;
            cpu[i] = THREADS.getCurrentThreadCpuTime() - cpuStart;
        }
        return seen;
    }
}
