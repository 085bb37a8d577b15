package dev.repartee.app.command.tenancy;

import dev.repartee.app.command.Place;
import dev.repartee.app.node.Operator;
import dev.repartee.crypto.KeyRotation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks after the master key. */
@Command(
        name = "keys",
        description = "Look after the master key.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand {

    @Mixin private Place place = new Place();

    @Command(
            name = "rotate",
            description = {
                "Put a new key into the master key's file and wrap every user's key with it,",
                "while the system runs. Older keys stay in the file and go on opening."
            },
            mixinStandardHelpOptions = true)
    int rotate() {
        try (Operator operator = Operator.open(place.settings(), place.data())) {
            operator.stores().masterKey().rotate();
            long wrapped =
                    new KeyRotation(operator.stores().keys(), operator.stores().masterKey())
                            .rewrapAll(
                                    done -> System.out.printf("%,d users' keys wrapped%n", done));
            System.out.printf(
                    "The master key has a new primary; %,d users' keys were wrapped anew.%n",
                    wrapped);
            return 0;
        }
    }
}
