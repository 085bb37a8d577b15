package dev.repartee.app.command.replay;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantVersions;
import dev.repartee.assistants.StoredAssistant;
import dev.repartee.assistants.prompt.PromptDraft;
import dev.repartee.assistants.prompt.PromptSyntaxException;
import dev.repartee.assistants.prompt.PublishedPrompt;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.assistants.served.Edition;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.inference.replay.Rehearsal;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds who answers in a replay, as the change wants it. */
final class Understudy implements Rehearsal.Cast {

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,9})");
    private static final Pattern ID_AND_VERSION = Pattern.compile("(.+)@v?(\\d{1,9})");

    private final AssistantCatalog catalog;
    private final AssistantVersions versions;
    private final TenantId tenant;
    private final Change change;
    private final @Nullable PublishedPrompt prompt;
    private final Map<AssistantId, Optional<PublishedAssistant>> found = new ConcurrentHashMap<>();

    /**
     * @throws StartupException when the prompt is no template, or the assistant does not exist
     */
    Understudy(
            AssistantCatalog catalog, AssistantVersions versions, TenantId tenant, Change change) {
        this.catalog = catalog;
        this.versions = versions;
        this.tenant = tenant;
        this.change = change;
        this.prompt = prompt(change.prompt());
    }

    @Override
    public Optional<PublishedAssistant> instead(AssistantId asked) {
        return found.computeIfAbsent(asked, id -> actor(id).map(this::changed));
    }

    private Optional<PublishedAssistant> actor(AssistantId asked) {
        String wanted = change.assistant();
        if (wanted == null) {
            return catalog.find(tenant, asked);
        }
        Matcher both = ID_AND_VERSION.matcher(wanted);
        if (both.matches()) {
            return version(new AssistantId(both.group(1)), Long.parseLong(both.group(2)));
        }
        Optional<PublishedAssistant> named =
                wanted.matches("[a-z0-9-]{1,64}")
                        ? catalog.find(tenant, new AssistantId(wanted))
                        : Optional.empty();
        Matcher version = VERSION.matcher(wanted);
        return named.isEmpty() && version.matches()
                ? version(asked, Long.parseLong(version.group(1)))
                : named;
    }

    /** An earlier definition, with the prompt that is in use now. */
    private Optional<PublishedAssistant> version(AssistantId id, long number) {
        Optional<StoredAssistant> stored = versions.find(tenant, id, number);
        return stored.map(
                old -> {
                    Assistant assistant = old.assistant();
                    PublishedPrompt current =
                            catalog.find(tenant, id)
                                    .map(PublishedAssistant::prompt)
                                    .orElse(PublishedPrompt.BUILT_IN);
                    return new PublishedAssistant(
                            tenant,
                            assistant,
                            new Edition(number, "replay", ""),
                            assistant.ruleBook(),
                            current,
                            null);
                });
    }

    private PublishedAssistant changed(PublishedAssistant actor) {
        PublishedAssistant other =
                change.model() == null
                        ? actor
                        : actor.withModel(actor.assistant().model().withName(change.model()));
        return prompt == null ? other : other.withPrompt(prompt);
    }

    private static @Nullable PublishedPrompt prompt(@Nullable String template) {
        if (template == null) {
            return null;
        }
        try {
            return PublishedPrompt.of(0, new PromptDraft(template.strip(), List.of(), ""));
        } catch (PromptSyntaxException e) {
            throw new StartupException(ExitCode.USAGE, "The prompt: " + e.getMessage(), e);
        }
    }
}
