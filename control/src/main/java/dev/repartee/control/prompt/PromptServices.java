package dev.repartee.control.prompt;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.AssistantVersions;
import dev.repartee.assistants.prompt.PromptStore;
import java.time.Clock;

/**
 * What is administered of prompts and versions.
 *
 * @param assistants their definitions now
 * @param versions their definitions ever
 * @param prompts what their models are told
 * @param clock for previews
 */
public record PromptServices(
        AssistantStore assistants, AssistantVersions versions, PromptStore prompts, Clock clock) {}
