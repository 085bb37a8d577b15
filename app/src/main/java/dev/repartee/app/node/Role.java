package dev.repartee.app.node;

import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process can run: one stage each, or the control plane. */
public enum Role {
    GATEWAY,
    DISPATCH,
    INFERENCE,
    DELIVERY,
    HISTORY,
    AUDIT,
    CONTROL;

    /** The word on the command line, in metrics and in logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code all} or a list such as {@code gateway,delivery}.
     *
     * @throws StartupException for an unknown role or an empty list
     */
    public static Set<Role> parse(String text) {
        if (text.strip().equals("all")) {
            return EnumSet.allOf(Role.class);
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : text.split(",")) {
            roles.add(
                    Arrays.stream(values())
                            .filter(role -> role.word().equals(word.strip()))
                            .findAny()
                            .orElseThrow(() -> unknown(word.strip())));
        }
        return roles;
    }

    private static StartupException unknown(String word) {
        String known = Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
        return new StartupException(
                ExitCode.USAGE,
                "There is no role '" + word + "'. Give --roles=all or some of: " + known + ".");
    }
}
