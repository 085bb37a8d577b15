package dev.repartee.app.command.tenancy;

import dev.repartee.app.command.Place;
import dev.repartee.app.node.Operator;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.quota.Quota;
import dev.repartee.identity.quota.QuotaUse;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads and sets what tenants may have and send. */
@Command(
        name = "quotas",
        description = "Read or set what tenants may have and send.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class QuotasCommand {

    private static final String NO_LIMIT = "none";

    @Mixin private Place place = new Place();

    @Command(
            name = "show",
            description = "What a tenant may have and send, and what of it is used.",
            mixinStandardHelpOptions = true)
    int show(@Option(names = "--tenant", paramLabel = "TENANT", required = true) String tenant) {
        try (Operator operator = Operator.open(place.settings(), place.data())) {
            quotas(operator).uses(new TenantId(tenant)).forEach(QuotasCommand::print);
            return 0;
        }
    }

    @Command(
            name = "set",
            description = {
                "Set the quotas of a tenant, or without --tenant those of every tenant that has none",
                "of its own. For a tenant, what is not named is as for all; running gateways know it",
                "within seconds."
            },
            mixinStandardHelpOptions = true)
    int set(
            @Option(names = "--tenant", paramLabel = "TENANT") @Nullable String tenant,
            @Parameters(
                            arity = "0..*",
                            paramLabel = "QUOTA=MOST",
                            description = "messages_per_day=10000, say; 'none' for no limit")
                    List<String> settings) {
        Map<Quota, @Nullable Long> parsed = parsed(settings);
        if (tenant == null && parsed.isEmpty()) {
            throw new StartupException(ExitCode.USAGE, "name a quota to set, or a tenant");
        }
        try (Operator operator = Operator.open(place.settings(), place.data())) {
            if (tenant == null) {
                quotas(operator).setForAll(parsed);
            } else {
                quotas(operator).set(new TenantId(tenant), parsed);
            }
            return 0;
        }
    }

    private static Quotas quotas(Operator operator) {
        return new Quotas(operator.stores().main(), Clock.systemUTC());
    }

    private static void print(QuotaUse use) {
        Long most = use.most();
        System.out.printf(
                "%-20s %,12d of %s%s%n",
                use.quota().word(),
                use.used(),
                most == null ? "no limit" : "%,d".formatted(most),
                use.own() ? " (its own)" : "");
    }

    static Map<Quota, @Nullable Long> parsed(@Nullable List<String> settings) {
        Map<Quota, @Nullable Long> parsed = new EnumMap<>(Quota.class);
        for (String setting : settings == null ? List.<String>of() : settings) {
            int equals = setting.indexOf('=');
            Quota quota =
                    Quota.of(setting.substring(0, Math.max(0, equals)))
                            .orElseThrow(() -> wrong(setting));
            parsed.put(quota, most(setting, setting.substring(equals + 1)));
        }
        return parsed;
    }

    private static @Nullable Long most(String setting, String text) {
        if (text.equals(NO_LIMIT)) {
            return null;
        }
        try {
            long most = Long.parseLong(text);
            if (most >= 0) {
                return most;
            }
        } catch (NumberFormatException e) {
            // told below, like a negative one
        }
        throw wrong(setting);
    }

    private static StartupException wrong(String setting) {
        return new StartupException(
                ExitCode.USAGE,
                "'"
                        + setting
                        + "' is no QUOTA=MOST; quotas are "
                        + Arrays.stream(Quota.values()).map(Quota::word).toList()
                        + ", MOST is a number or 'none'");
    }
}
