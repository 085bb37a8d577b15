package dev.repartee.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Nlu;
import dev.repartee.inference.Reanalysis.Unanalysed;
import dev.repartee.inference.analysis.Analyser;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReanalysisTest {

    private static final Nlu NLU = new Nlu(null, List.of(), "test");

    private final List<Unanalysed> stored = new ArrayList<>();
    private final Map<String, Nlu> analysed = new ConcurrentHashMap<>();

    @Test
    void goesThroughAllPagesAndLeavesWhatFailsAgain() throws Exception {
        for (int i = 0; i < 1_234; i++) {
            stored.add(message(i));
        }
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Analyser analyser =
                question -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    assertThat(question.assistant()).isEqualTo(new AssistantId("guide"));
                    try {
                        return question.text().endsWith("7") ? Optional.empty() : Optional.of(NLU);
                    } finally {
                        atOnce.decrementAndGet();
                    }
                };

        Reanalysis.Summary summary = new Reanalysis(analyser, archive(), Clock.systemUTC()).run(8);

        assertThat(summary).isEqualTo(new Reanalysis.Summary(1_234, 1_111));
        assertThat(analysed).hasSize(1_111).doesNotContainKey("r-17");
        assertThat(most.get()).isLessThanOrEqualTo(8);
    }

    private Reanalysis.Archive archive() {
        return new Reanalysis.Archive() {
            @Override
            public List<Unanalysed> unanalysed(@Nullable Unanalysed after, int limit) {
                int from = after == null ? 0 : stored.indexOf(after) + 1;
                return stored.subList(from, Math.min(stored.size(), from + limit));
            }

            @Override
            public void analysed(Unanalysed message, Nlu nlu) {
                analysed.put(message.key().requestId().value(), nlu);
            }
        };
    }

    private static Unanalysed message(int number) {
        return new Unanalysed(
                new RequestKey(new TenantId("acme"), new UserId("u"), new RequestId("r-" + number)),
                Instant.EPOCH.plusSeconds(number),
                new AssistantId("guide"),
                "text " + number,
                "en");
    }
}
