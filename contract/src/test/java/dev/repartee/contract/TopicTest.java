package dev.repartee.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicTest {

    @Test
    void everyTopicHasAWriterAndAReader() {
        assertThat(Topic.values())
                .allSatisfy(
                        topic -> {
                            assertThat(topic.producers()).isNotEmpty();
                            assertThat(topic.consumers()).isNotEmpty();
                        });
    }

    @Test
    void noTopicKeepsTextLongerThanSevenDays() {
        assertThat(Topic.values())
                .allSatisfy(
                        topic ->
                                assertThat(topic.retention())
                                        .isLessThanOrEqualTo(Duration.ofDays(7)));
        assertThat(Topic.DEAD_LETTER_RETENTION).isLessThanOrEqualTo(Duration.ofDays(7));
    }

    @Test
    void namesAreUnique() {
        Set<String> names = new HashSet<>();
        for (Topic topic : Topic.values()) {
            assertThat(names.add(topic.topicName())).isTrue();
            assertThat(names.add(topic.deadLetterName())).isTrue();
        }
    }

    @Test
    void theFlowDocumentIsTheCatalogue() {
        RepositoryFiles.assertGenerated("docs/flow.md", flow());
    }

    private static String flow() {
        String table =
                Arrays.stream(Topic.values())
                        .map(
                                topic ->
                                        "| `%s` | `%s` | %s | %s | %s |"
                                                .formatted(
                                                        topic.topicName(),
                                                        topic.payload().getSimpleName(),
                                                        words(topic.producers()),
                                                        words(topic.consumers()),
                                                        hours(topic.retention())))
                        .collect(joining("\n"));
        String arrows =
                Arrays.stream(Topic.values())
                        .flatMap(
                                topic ->
                                        Stream.concat(
                                                topic.producers().stream()
                                                        .sorted()
                                                        .map(
                                                                party ->
                                                                        "  %s --> %s"
                                                                                .formatted(
                                                                                        party
                                                                                                .word(),
                                                                                        node(
                                                                                                topic))),
                                                topic.consumers().stream()
                                                        .sorted()
                                                        .map(
                                                                party ->
                                                                        "  %s --> %s"
                                                                                .formatted(
                                                                                        node(topic),
                                                                                        party
                                                                                                .word()))))
                        .collect(joining("\n"));
        return """
               # How events flow

               Generated from the `Topic` catalogue in `contract`; a test fails when the two differ.

               | topic | payload | written by | read by | kept (production) |
               |---|---|---|---|---|
               %s

               Every record is keyed `tenant:user`. Each topic has %d partitions and a dead-letter topic `<topic>.dlq`, kept for %s,
               which any reader of the topic may write and operations reads and replays. A pool of inference workers has a topic
               `chat.to_infer.<pool>` like `chat.to_infer`. The embedded broker keeps every topic for 7 d.

               ```mermaid
               flowchart LR
               %s
               ```
               """
                .formatted(table, Topic.PARTITIONS, hours(Topic.DEAD_LETTER_RETENTION), arrows);
    }

    private static String node(Topic topic) {
        return topic.name().toLowerCase(Locale.ROOT) + "_topic[(" + topic.topicName() + ")]";
    }

    private static String words(Collection<Topic.Party> parties) {
        return parties.stream().sorted().map(Topic.Party::word).collect(joining(", "));
    }

    private static String hours(Duration duration) {
        return duration.toHours() % 24 == 0 ? duration.toDays() + " d" : duration.toHours() + " h";
    }
}
