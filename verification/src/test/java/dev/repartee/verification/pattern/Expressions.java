package dev.repartee.verification.pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.repartee.verification.pattern.Expression.Use;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the regular expressions of the product in its compiled classes, those that hide in {@code
 * String.split} and its kin included.
 */
final class Expressions {

    private static final String PATTERN = "java/util/regex/Pattern";
    private static final String STRING = "java/lang/String";

    private final Map<String, Expression> written = new LinkedHashMap<>();
    private final List<String> computed = new ArrayList<>();

    /** What the class at hand does with the patterns that it compiles. */
    private Use compiled = Use.EITHER;

    private Expressions() {}

    /** Those of the classes that are deployed. */
    static Expressions ofTheProduct() {
        var found = new Expressions();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.repartee")
                        .stream()
                        .filter(type -> !type.getPackageName().startsWith("dev.repartee.bench"))
                        .filter(
                                type ->
                                        !type.getPackageName()
                                                .startsWith("dev.repartee.verification"))
                        .map(Expressions::model)
                        .forEach(found::read);
        return found;
    }

    /** Those that stand in the code, each once for each use. */
    Collection<Expression> written() {
        return written.values();
    }

    /** Where one is made while the program runs. */
    List<String> computed() {
        return computed;
    }

    private static ClassModel model(JavaClass type) {
        try (var in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(ClassModel type) {
        compiled = Usage.of(type);
        for (MethodModel method : type.methods()) {
            String place =
                    type.thisClass().asInternalName().replace('/', '.')
                            + "."
                            + method.methodName().stringValue();
            method.code().ifPresent(code -> read(place, code));
        }
    }

    private void read(String place, CodeModel code) {
        List<Instruction> before = new ArrayList<>();
        for (var element : code) {
            if (element instanceof InvokeInstruction call) {
                read(place, call, before);
            }
            if (element instanceof Instruction instruction) {
                before.add(instruction);
            }
        }
    }

    private void read(String place, InvokeInstruction call, List<Instruction> before) {
        String owner = call.owner().asInternalName();
        int arguments = call.typeSymbol().parameterCount();
        Use use = use(owner, call.name().stringValue());
        if (use == null) {
            return;
        }
        Object regex = constant(before, arguments);
        if (regex == null) {
            computed.add(place);
            return;
        }
        boolean flagged = owner.equals(PATTERN) && arguments == 2;
        Object flags = flagged ? constant(before, 1) : Integer.valueOf(0);
        if (flags == null) {
            computed.add(place);
            return;
        }
        var pattern = Pattern.compile((String) regex, (Integer) flags);
        written.putIfAbsent(regex + " " + flags + use, new Expression(place, pattern, use));
    }

    private @Nullable Use use(String owner, String method) {
        return switch (owner) {
            case PATTERN ->
                    switch (method) {
                        case "compile" -> compiled;
                        case "matches" -> Use.WHOLE;
                        default -> null;
                    };
            case STRING ->
                    switch (method) {
                        case "split", "replaceAll", "replaceFirst" -> Use.SEARCH;
                        case "matches" -> Use.WHOLE;
                        default -> null;
                    };
            default -> null;
        };
    }

    /** What an argument is, when it and those after it are plain constants or variables. */
    private static @Nullable Object constant(List<Instruction> before, int fromTheEnd) {
        int at = before.size() - fromTheEnd;
        boolean plain =
                at >= 0
                        && before.subList(at, before.size()).stream()
                                .allMatch(Expressions::isPlain);
        return plain && before.get(at) instanceof ConstantInstruction constant
                ? constant.constantValue()
                : null;
    }

    private static boolean isPlain(Instruction instruction) {
        return instruction instanceof ConstantInstruction || instruction instanceof LoadInstruction;
    }
}
