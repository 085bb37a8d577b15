package dev.repartee.gateway.intake;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.language.LanguageTagger;
import dev.repartee.language.NormalizedText;
import dev.repartee.language.TextNormalizer;
import dev.repartee.language.safety.PiiKind;
import dev.repartee.language.safety.PiiPolicy;
import dev.repartee.language.safety.PiiRedactor;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What text must go through before the log: one form, then the tenant's redaction. Nothing that the
 * policy takes out is ever logged, stored or hashed. Thread-safe.
 */
public final class TextIntake {

    private static final String NO_REGION = "ZZ";

    private final TextNormalizer normalizer;
    private final int maxCodePoints;
    private final LanguageTagger tagger = new LanguageTagger();
    private final Tenants tenants;

    // One per policy in use; policies are few, and a changed one only adds an entry.
    private final ConcurrentHashMap<PiiPolicy, PiiRedactor> redactors = new ConcurrentHashMap<>();

    /**
     * @param maxCodePoints the longest text, after normalisation
     */
    public TextIntake(Tenants tenants, int maxCodePoints) {
        this.tenants = tenants;
        this.maxCodePoints = maxCodePoints;
        this.normalizer = new TextNormalizer(maxCodePoints);
    }

    /**
     * The text as it may be stored.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_TEXT} or {@link
     *     ErrorCode#TEXT_TOO_LONG}
     */
    public String clean(TenantId tenant, String raw) {
        String text =
                switch (normalizer.normalize(raw)) {
                    case NormalizedText.Accepted(String normalized) -> normalized;
                    case NormalizedText.Refused(NormalizedText.Reason reason, int position) ->
                            throw refused(reason, position);
                };
        PiiPolicy policy = tenants.find(tenant).map(TextIntake::policy).orElse(PiiPolicy.KEEP_ALL);
        return policy.kinds().isEmpty()
                ? text
                : redactors.computeIfAbsent(policy, PiiRedactor::new).redact(text).text();
    }

    /** The BCP 47 tag of the text's language. */
    public String language(String text) {
        return tagger.tag(text);
    }

    private ReparteeException refused(NormalizedText.Reason reason, int position) {
        return switch (reason) {
            case EMPTY -> new ReparteeException(ErrorCode.INVALID_TEXT, "text must not be empty");
            case TOO_LONG ->
                    new ReparteeException(
                            ErrorCode.TEXT_TOO_LONG,
                            "text must have at most " + maxCodePoints + " characters");
            case CONTROL_CHARACTER ->
                    new ReparteeException(
                            ErrorCode.INVALID_TEXT,
                            "text has a control character at position " + position);
            case UNPAIRED_SURROGATE ->
                    new ReparteeException(
                            ErrorCode.INVALID_TEXT,
                            "text has half a surrogate pair at position " + position);
        };
    }

    private static PiiPolicy policy(Tenant tenant) {
        Set<PiiKind> kinds = EnumSet.noneOf(PiiKind.class);
        for (PiiKind kind : PiiKind.values()) {
            if (tenant.redact().contains(kind.name().toLowerCase(Locale.ROOT))) {
                kinds.add(kind);
            }
        }
        String region =
                Set.of(Locale.getISOCountries()).contains(tenant.region())
                        ? tenant.region()
                        : NO_REGION;
        return new PiiPolicy(kinds, PiiPolicy.Mode.REDACT, region);
    }
}
