package dev.repartee.control.feedback;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.feedback.export.TrainingExport;
import java.time.Clock;

/**
 * What is administered of feedback.
 *
 * @param assistants whose feedback there is
 * @param feedback what users think
 * @param export makes training sets
 * @param clock the time
 */
public record FeedbackServices(
        AssistantStore assistants, FeedbackStore feedback, TrainingExport export, Clock clock) {}
