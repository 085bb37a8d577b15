package dev.repartee.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The broker's {@code server.properties}: one node, few resources, rebalances without waiting. */
record KafkaSettings(int node, Path log, int port, int controllerPort, List<KafkaDoor> doors) {
    static final String CONTROLLER = "CONTROLLER";

    private static final String COMMON =
            """
            process.roles=broker,controller
            node.id=%1$d
            controller.quorum.voters=%1$d@127.0.0.1:%4$d
            listeners=PLAINTEXT://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%4$d%5$s
            advertised.listeners=PLAINTEXT://127.0.0.1:%3$d%6$s
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT%7$s
            inter.broker.listener.name=PLAINTEXT
            controller.listener.names=CONTROLLER
            log.dirs=%2$s

            auto.create.topics.enable=false
            default.replication.factor=1
            min.insync.replicas=1
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=8
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=4
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            share.coordinator.state.topic.num.partitions=4

            num.network.threads=2
            num.io.threads=4
            background.threads=4
            num.recovery.threads.per.data.dir=2
            log.cleaner.dedupe.buffer.size=8388608
            socket.send.buffer.bytes=131072
            socket.receive.buffer.bytes=131072

            # A broker that comes back after a crash waits until its former self has timed out.
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500

            group.initial.rebalance.delay.ms=0
            group.min.session.timeout.ms=1000
            group.consumer.min.session.timeout.ms=1000
            group.consumer.session.timeout.ms=6000
            group.consumer.min.heartbeat.interval.ms=100
            """;

    private static final String DURABLE =
            """
            group.consumer.heartbeat.interval.ms=1000
            log.segment.bytes=134217728
            log.index.size.max.bytes=1048576
            """;

    private static final String FORGETFUL =
            """
            # Members learn of a change by their next heartbeat, and changes within an interval
            # wait for its end: tests would spend most of each rebalance waiting.
            group.consumer.heartbeat.interval.ms=100
            group.consumer.assignment.interval.ms=0
            log.segment.bytes=16777216
            log.index.size.max.bytes=131072
            """;

    String text(boolean durable) {
        String listeners = each(door -> "://127.0.0.1:" + door.port());
        String advertised = each(door -> "://127.0.0.1:" + door.advertisedPort());
        String protocols = each(door -> ":" + door.protocol());
        return COMMON.formatted(node, log, port, controllerPort, listeners, advertised, protocols)
                + (durable ? DURABLE : FORGETFUL)
                + IntStream.range(0, doors.size())
                        .mapToObj(this::properties)
                        .collect(Collectors.joining());
    }

    private String each(Function<KafkaDoor, String> entry) {
        return IntStream.range(0, doors.size())
                .mapToObj(i -> "," + name(i) + entry.apply(doors.get(i)))
                .collect(Collectors.joining());
    }

    private String properties(int door) {
        String prefix = "listener.name." + name(door).toLowerCase(Locale.ROOT) + ".";
        return new TreeMap<>(doors.get(door).properties())
                .entrySet().stream()
                        .map(property -> prefix + property.getKey() + "=" + property.getValue())
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String name(int door) {
        return "DOOR" + door;
    }
}
