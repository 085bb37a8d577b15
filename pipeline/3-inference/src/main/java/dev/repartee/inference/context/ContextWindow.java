package dev.repartee.inference.context;

import dev.repartee.contract.content.Turn;
import dev.repartee.contract.content.Turn.Role;
import dev.repartee.inference.model.Tokens;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/**
 * What of a conversation fits a budget of tokens: the newest turns, whole; what is older is left
 * over, to be summed up. System turns always fit: they are never dropped.
 *
 * @param system turns that the client sent as instructions
 * @param kept the newest turns, oldest first; begins with a question
 * @param left the turns before them, oldest first
 */
public record ContextWindow(List<Turn> system, List<Turn> kept, List<Turn> left) {

    public ContextWindow {
        system = List.copyOf(system);
        kept = List.copyOf(kept);
        left = List.copyOf(left);
    }

    /**
     * Fits turns in.
     *
     * @param earlier oldest first
     * @param budget in tokens, for all but the system's turns; nothing is kept for none
     */
    public static ContextWindow of(List<Turn> earlier, int budget) {
        List<Turn> system = new ArrayList<>();
        List<Turn> spoken = new ArrayList<>();
        for (Turn turn : earlier) {
            (turn.role() == Role.SYSTEM ? system : spoken).add(turn);
        }
        LinkedList<Turn> kept = new LinkedList<>();
        int free = budget;
        for (Turn turn : spoken.reversed()) {
            free -= Tokens.of(turn);
            if (free < 0) {
                break;
            }
            kept.addFirst(turn);
        }
        // An answer without its question would only confuse.
        while (!kept.isEmpty() && kept.getFirst().role() == Role.ASSISTANT) {
            kept.removeFirst();
        }
        return new ContextWindow(system, kept, spoken.subList(0, spoken.size() - kept.size()));
    }
}
