package dev.repartee.app.node;

import dev.repartee.app.understanding.UnderstandingConfig;
import dev.repartee.audit.AuditConfig;
import dev.repartee.control.ControlConfig;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.delivery.DeliveryConfig;
import dev.repartee.dispatch.DispatchConfig;
import dev.repartee.egress.EgressConfig;
import dev.repartee.gateway.GatewayConfig;
import dev.repartee.history.HistoryConfig;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.UserTokenConfig;
import dev.repartee.identity.ending.EndingConfig;
import dev.repartee.identity.key.KeyConfig;
import dev.repartee.identity.passkey.PasskeyConfig;
import dev.repartee.identity.provider.SignInConfig;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.session.LoginConfig;
import dev.repartee.inference.InferenceConfig;
import dev.repartee.inference.context.SummaryConfig;
import dev.repartee.inference.guard.ModerationConfig;
import dev.repartee.knowledge.KnowledgeConfig;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.knowledge.vector.VectorConfig;
import dev.repartee.mail.MailConfig;
import dev.repartee.privacy.RetentionConfig;
import dev.repartee.runtime.Configuration;
import dev.repartee.runtime.LogConfig;
import dev.repartee.runtime.OperationsConfig;
import dev.repartee.runtime.tracing.TracingConfig;
import dev.repartee.usage.CostConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every section of the configuration, checked as a whole before anything starts. */
public final class Settings {

    /** Variables with our prefix that the launcher reads, not this process. */
    private static final Set<String> LAUNCHER = Set.of("REPARTEE_JAVA_OPTIONS");

    private final Map<Class<?>, Record> records;

    private Settings(Map<Class<?>, Record> records) {
        this.records = Map.copyOf(records);
    }

    /**
     * Reads a file, if one is given, and the environment, which has precedence.
     *
     * @throws dev.repartee.runtime.ConfigurationException with everything that is wrong
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment) {
        return new Settings(
                Configuration.load(file, environment).bindAll(sections(), LAUNCHER).records());
    }

    /** The sections of the file, and the record of each. */
    public static Map<String, Class<? extends Record>> sections() {
        Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
        sections.put("gateway", GatewayConfig.class);
        sections.put("dispatch", DispatchConfig.class);
        sections.put("inference", InferenceConfig.class);
        sections.put("nlu", UnderstandingConfig.class);
        sections.put("costs", CostConfig.class);
        sections.put("summaries", SummaryConfig.class);
        sections.put("delivery", DeliveryConfig.class);
        sections.put("history", HistoryConfig.class);
        sections.put("audit", AuditConfig.class);
        sections.put("engines", EnginesConfig.class);
        sections.put("control", ControlConfig.class);
        sections.put("tokens", UserTokenConfig.class);
        sections.put("access", AccessTokenConfig.class);
        sections.put("apiKeys", KeyConfig.class);
        sections.put("logins", LoginConfig.class);
        sections.put("accounts", AccountsConfig.class);
        sections.put("passkeys", PasskeyConfig.class);
        sections.put("mail", MailConfig.class);
        sections.put("signIn", SignInConfig.class);
        sections.put("egress", EgressConfig.class);
        sections.put("moderation", ModerationConfig.class);
        sections.put("knowledge", KnowledgeConfig.class);
        sections.put("uploads", UploadConfig.class);
        sections.put("vectors", VectorConfig.class);
        sections.put("vault", VaultConfig.class);
        sections.put("retention", RetentionConfig.class);
        sections.put("endings", EndingConfig.class);
        sections.put("operations", OperationsConfig.class);
        sections.put("tracing", TracingConfig.class);
        sections.put("log", LogConfig.class);
        return sections;
    }

    /** One section. */
    public <T extends Record> T of(Class<T> type) {
        return type.cast(records.get(type));
    }

    /** The same with one section replaced. */
    public Settings with(Record section) {
        Map<Class<?>, Record> changed = new LinkedHashMap<>(records);
        changed.put(section.getClass(), section);
        return new Settings(changed);
    }

    /** The same with another port for the gateway, if one is given. */
    public Settings withPort(@Nullable Integer port) {
        if (port == null) {
            return this;
        }
        GatewayConfig gateway = of(GatewayConfig.class);
        GatewayConfig.Network network = gateway.network();
        return with(
                gateway.withNetwork(
                        new GatewayConfig.Network(
                                network.host(),
                                port,
                                network.eventLoops(),
                                network.trustedProxies(),
                                network.allowedOrigins(),
                                network.publicMetrics(),
                                network.tls())));
    }

    /** Where the engines are. */
    public EnginesConfig engines() {
        return of(EnginesConfig.class);
    }

    /** How much is logged. */
    public LogConfig log() {
        return of(LogConfig.class);
    }
}
