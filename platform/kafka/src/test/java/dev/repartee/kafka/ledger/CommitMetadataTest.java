package dev.repartee.kafka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CommitMetadataTest {

    @Test
    void readsWhatItWrote() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            long position = random.nextLong(1L << random.nextInt(1, 50));
            OffsetRuns.Builder runs = new OffsetRuns.Builder();
            long at = position;
            for (int run = random.nextInt(40); run > 0; run--) {
                long from = at + random.nextLong(1, 2_000);
                at = from + random.nextLong(1, 2_000);
                runs.add(from, at);
            }
            Solo solo =
                    random.nextBoolean()
                            ? null
                            : new Solo(
                                    position + random.nextInt(9),
                                    random.nextInt(3),
                                    random.nextBoolean());
            CommitMetadata metadata =
                    new CommitMetadata(
                            random.nextBoolean(),
                            random.nextInt(5),
                            position + random.nextInt(5_000),
                            position + random.nextInt(5_000),
                            solo,
                            runs.build());
            Duration waited = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 40)));
            String text = metadata.encode(position, waited);
            assertThat(CommitMetadata.decode(position, text)).isEqualTo(metadata);
            assertThat(CommitMetadata.waited(text).toMillis())
                    .isEqualTo(Math.min(waited.toMillis(), Integer.MAX_VALUE));
        }
    }

    @Test
    void readsWhatWasWrittenBeforeWaitsWereTold() {
        CommitMetadata metadata = new CommitMetadata(false, 1, 42, 50, null, OffsetRuns.NONE);
        String former = "1." + metadata.encode(42, Duration.ZERO).substring("2.0.".length());

        assertThat(CommitMetadata.decode(42, former)).isEqualTo(metadata);
        assertThat(CommitMetadata.waited(former)).isZero();
    }

    @Test
    void knowsOfNoWaitInATextThatItCannotRead() {
        for (String text : new String[] {"", "2.", "2..AAAA", "2.AAAA", "2.x.AAAA", "2.-1.AAAA"}) {
            assertThat(CommitMetadata.waited(text)).as(text).isZero();
        }
        assertThat(CommitMetadata.waited(null)).isZero();
    }

    @Test
    void takesACommitWithoutTextForAFreshStart() {
        assertThat(CommitMetadata.decode(42, "")).isEqualTo(CommitMetadata.fresh(42));
        assertThat(CommitMetadata.decode(42, null)).isEqualTo(CommitMetadata.fresh(42));
    }

    @Test
    void suspectsEverythingAfterATextThatItCannotRead() {
        for (String text :
                new String[] {
                    "3.1.AAAA", "2.AAAA", "2.5.A", "2.5.AAAA.AAAA", "1.A", "1.!!", "1.", "x.y.AAAA"
                }) {
            CommitMetadata read = CommitMetadata.decode(42, text);
            assertThat(read.clean()).as(text).isFalse();
            assertThat(read.suspectEnd()).isEqualTo(Long.MAX_VALUE);
            assertThat(read.finished()).isEqualTo(OffsetRuns.NONE);
        }
    }
}
