package dev.repartee.bench.fuzz.check;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.gateway.form.FieldFault;
import dev.repartee.gateway.form.JsonReader;
import dev.repartee.gateway.intake.DraftReader;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body either reads as a message or is refused: as no JSON, or with every field that is wrong.
 */
public final class BodiesCheck implements Check {

    @Override
    public void check(byte[] input) {
        ObjectNode object;
        try {
            object = JsonReader.object(input);
        } catch (ReparteeException refused) {
            Claims.that(refused.code() == ErrorCode.MALFORMED_JSON, "no JSON: " + refused.code());
            return;
        }
        switch (DraftReader.read(object)) {
            case DraftReader.Read.Draft(var draft) -> Completeness.check(draft);
            case DraftReader.Read.Faulty(List<FieldFault> faults) -> {
                Claims.that(!faults.isEmpty(), "says what is wrong");
                for (FieldFault fault : faults) {
                    Completeness.check(fault);
                    Claims.that(fault.code().httpStatus() < 500, "the client's fault");
                }
            }
        }
    }
}
