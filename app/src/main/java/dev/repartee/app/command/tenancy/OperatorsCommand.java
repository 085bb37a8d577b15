package dev.repartee.app.command.tenancy;

import dev.repartee.app.command.Place;
import dev.repartee.app.node.Operator;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Argon2Hasher;
import dev.repartee.control.Passwords;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.platform.Operators;
import dev.repartee.identity.platform.PlatformTenants;
import dev.repartee.runtime.ExitCode;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says who runs the platform; only somebody at the machine can. */
@Command(
        name = "operators",
        description = "Say who runs the platform.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class OperatorsCommand {

    @Mixin private Place place = new Place();

    @Command(
            name = "add",
            description = {
                "Make somebody an operator, who sees the state of the system and of each tenant,",
                "but not what is said there. A new account's password is written to standard",
                "output once, and has to be changed at the first sign-in."
            },
            mixinStandardHelpOptions = true)
    int add(@Parameters(paramLabel = "EMAIL") String email) {
        EmailAddress address;
        try {
            address = new EmailAddress(email);
        } catch (ReparteeException e) {
            System.err.println(e.getMessage());
            return ExitCode.USAGE.number();
        }
        try (Operator operator = Operator.open(place.settings(), place.data())) {
            Clock clock = Clock.systemUTC();
            var main = operator.stores().main();
            String password = Passwords.random();
            Operators operators =
                    new Operators(
                            new PlatformTenants(main, clock),
                            new Accounts(main, clock),
                            new Memberships(main, clock));
            switch (operators.add(address, new Argon2Hasher().hash(password))) {
                case CREATED ->
                        System.out.printf(
                                "%s is an operator; the first password is %s%n", address, password);
                case PROMOTED ->
                        System.out.printf(
                                "%s is an operator; sign in with \"tenant\": \"%s\"%n",
                                address, Operators.TENANT);
            }
            return 0;
        }
    }
}
