package dev.repartee.kafka;

import dev.repartee.contract.Topic;
import org.apache.kafka.common.utils.Utils;

/** Which partition a key lies in, on every topic of the catalogue. */
public final class Partitions {

    private Partitions() {}

    /** The partition that the producer chooses for the key: Kafka's own murmur2 placement. */
    public static int of(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % Topic.PARTITIONS;
    }
}
