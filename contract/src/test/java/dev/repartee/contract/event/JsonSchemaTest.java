package dev.repartee.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.repartee.contract.RepositoryFiles;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keeps {@code contract/src/main/resources/schemas} in step with the records. */
class JsonSchemaTest {

    private static final String FOLDER = "contract/src/main/resources/schemas/";

    @ParameterizedTest
    @EnumSource(EventType.class)
    void theSchemaOnFileIsTheSchemaOfTheRecord(EventType type) {
        String schema =
                JsonMapper.shared()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(generator().generateSchema(type.payload()));
        RepositoryFiles.assertGenerated(FOLDER + file(type), schema + "\n");
    }

    static Stream<Event> everyEvent() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void whatTheCodecWritesSatisfiesTheSchema(Event event) {
        String schema = RepositoryFiles.read(FOLDER + file(EventType.of(event.headers().type())));
        String json = new String(EventCodec.encode(event), StandardCharsets.UTF_8);
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema)
                                .validate(json, InputFormat.JSON))
                .isEmpty();
    }

    private static String file(EventType type) {
        return type.word() + ".v" + type.version() + ".json";
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder builder =
                new SchemaGeneratorConfigBuilder(
                                SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(Option.EXTRA_OPEN_API_FORMAT_VALUES)
                        .without(Option.STATIC_METHODS, Option.VOID_METHODS);
        builder.forFields()
                .withRequiredCheck(
                        field ->
                                !field.getRawMember()
                                        .getAnnotatedType()
                                        .isAnnotationPresent(Nullable.class));
        builder.forTypesInGeneral()
                .withCustomDefinitionProvider(
                        (type, context) -> {
                            if (!writesAsString(type.getErasedType())) {
                                return null;
                            }
                            ObjectNode node =
                                    context.getGeneratorConfig()
                                            .createObjectNode()
                                            .put("type", "string");
                            if (type.getErasedType().isEnum()) {
                                var values = node.putArray("enum");
                                for (Object constant : type.getErasedType().getEnumConstants()) {
                                    values.add(
                                            JsonMapper.shared().valueToTree(constant).asString());
                                }
                            }
                            return new CustomDefinition(
                                    node,
                                    CustomDefinition.DefinitionType.INLINE,
                                    CustomDefinition.AttributeInclusion.NO);
                        });
        return new SchemaGenerator(builder.build());
    }

    private static boolean writesAsString(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(JsonValue.class))
                        .map(Method::getReturnType)
                        .anyMatch(String.class::equals)
                || type.isRecord()
                        && type.getRecordComponents().length == 1
                        && type.getRecordComponents()[0]
                                .getAccessor()
                                .isAnnotationPresent(JsonValue.class);
    }
}
