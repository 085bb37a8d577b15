package dev.repartee.language.safety.leak;

import dev.repartee.language.safety.Excerpt;
import dev.repartee.language.safety.ReplyWatch;
import dev.repartee.language.safety.SafetyCategory;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches a reply for what its prompt holds in confidence, and for links that carry data away. A
 * piece that may be the beginning of either is held back until that is known.
 */
public final class LeakWatch implements ReplyWatch {

    private final Canary canary;
    private final PromptEcho echo;
    private final @Nullable LinkGuard links;

    /**
     * @param links null to leave links as they are
     */
    public LeakWatch(Canary canary, PromptEcho echo, @Nullable LinkGuard links) {
        this.canary = canary;
        this.echo = echo;
        this.links = links;
    }

    @Override
    public Optional<SafetyCategory> finds(Excerpt excerpt) {
        return canary.isIn(excerpt.text()) || echo.isIn(excerpt.words())
                ? Optional.of(SafetyCategory.PROMPT_LEAK)
                : Optional.empty();
    }

    @Override
    public boolean mayRelease(Excerpt excerpt) {
        return !canary.maybeBeginsIn(excerpt.text()) && !echo.maybeBeginsIn(excerpt.words());
    }

    @Override
    public String redact(String piece, Set<String> kinds) {
        return links == null ? piece : links.clean(piece, kinds);
    }
}
