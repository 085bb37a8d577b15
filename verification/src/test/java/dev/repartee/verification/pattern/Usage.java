package dev.repartee.verification.pattern;

import dev.repartee.verification.pattern.Expression.Use;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells classes that search texts from those that only ask what a whole text is. */
final class Usage {

    private static final String EXPRESSIONS = "java/util/regex/";
    private static final Set<String> OF_A_WHOLE = Set.of("matches", "asMatchPredicate");
    private static final Set<String> NEITHER =
            Set.of(
                    "compile",
                    "matcher",
                    "group",
                    "groupCount",
                    "start",
                    "end",
                    "quote",
                    "quoteReplacement",
                    "pattern",
                    "region",
                    "toString");

    private Usage() {}

    /**
     * What a class does with its patterns. Those that others can see may be used by them in any
     * way, and those that it hands to others are taken to be for whole texts.
     */
    static Use of(ClassModel type) {
        Set<String> calls = calls(type);
        boolean whole = calls.removeAll(OF_A_WHOLE);
        calls.removeAll(NEITHER);
        boolean search = !calls.isEmpty();
        if (type.fields().stream().anyMatch(Usage::isShared)) {
            return Use.EITHER;
        }
        return search ? whole ? Use.EITHER : Use.SEARCH : Use.WHOLE;
    }

    private static Set<String> calls(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(InvokeInstruction.class::isInstance)
                .map(InvokeInstruction.class::cast)
                .filter(call -> call.owner().asInternalName().startsWith(EXPRESSIONS))
                .map(call -> call.name().stringValue())
                .collect(Collectors.toSet());
    }

    private static boolean isShared(FieldModel field) {
        return field.fieldType().stringValue().equals("L" + EXPRESSIONS + "Pattern;")
                && !field.flags().has(AccessFlag.PRIVATE);
    }
}
