package dev.repartee.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What must be zero in every run.
 *
 * @param lost accepted, and without an end when the run was over
 * @param duplicated effects beyond the one that each message may have
 * @param outOfOrder ends that overtook an earlier message of their conversation
 */
public record Integrity(long lost, long duplicated, long outOfOrder) {

    @JsonProperty("holds")
    public boolean holds() {
        return lost == 0 && duplicated == 0 && outOfOrder == 0;
    }
}
