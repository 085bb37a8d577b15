package dev.repartee.bench.report;

import java.time.Duration;

/**
 * The load that was offered, whatever the system made of it.
 *
 * @param ratePerSecond messages that the schedule sends each second
 * @param warmUp the time under load that is not in the figures
 * @param duration the measured window
 * @param users how many users the messages come from
 * @param admissionBound how many messages the system may have unfinished before it refuses more; a
 *     rate means little without it
 */
public record LoadSetting(
        double ratePerSecond, Duration warmUp, Duration duration, int users, long admissionBound) {}
