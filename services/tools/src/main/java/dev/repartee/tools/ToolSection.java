package dev.repartee.tools;

import dev.repartee.assistants.files.AssistantSection;
import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.egress.EgressPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools in an assistant's file, under {@code tools} by their names: exactly those that the
 * assistant has. A file is no place for secrets, so there they are variables of whoever applies it;
 * a tool whose part names no secrets keeps those that are stored.
 */
public final class ToolSection implements AssistantSection {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]{0,99})}");
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final int MOST_SECRETS = 20;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ToolStore store;
    private final EgressPolicy policy;
    private final Map<String, String> variables;

    /**
     * @param store refreshed
     * @param policy what may be called at all
     * @param variables where secrets come from
     */
    public ToolSection(ToolStore store, EgressPolicy policy, Map<String, String> variables) {
        this.store = store;
        this.policy = policy;
        this.variables = Map.copyOf(variables);
    }

    /** A tool as a file has it. */
    private record Wanted(Tool tool, Map<String, String> secrets) {}

    @Override
    public String name() {
        return "tools";
    }

    @Override
    public void check(TenantId tenant, AssistantId assistant, JsonNode part) {
        List<FieldError> errors = new ArrayList<>();
        for (Wanted wanted : read(part, errors)) {
            Set<String> known = new HashSet<>(wanted.secrets().keySet());
            store.find(tenant, assistant, wanted.tool().name())
                    .ifPresent(stored -> known.addAll(store.open(stored).secrets().keySet()));
            ToolStore.missingSecret(wanted.tool(), known)
                    .map(error -> within(wanted.tool().name(), error))
                    .ifPresent(errors::add);
        }
        if (!errors.isEmpty()) {
            throw new InvalidFields("the tools", errors);
        }
    }

    @Override
    public boolean apply(TenantId tenant, AssistantId assistant, JsonNode part) {
        List<Wanted> wanted = read(part, new ArrayList<>());
        Set<String> names = new HashSet<>();
        wanted.forEach(each -> names.add(each.tool().name()));
        boolean changed = false;
        for (StoredTool stored : store.of(tenant, assistant)) {
            if (!names.contains(stored.tool().name())) {
                changed |= store.delete(tenant, assistant, stored.tool().name());
            }
        }
        for (Wanted each : wanted) {
            if (differs(store.find(tenant, assistant, each.tool().name()).orElse(null), each)) {
                store.save(tenant, assistant, each.tool(), each.secrets());
                changed = true;
            }
        }
        return changed;
    }

    @Override
    public Optional<JsonNode> export(TenantId tenant, AssistantId assistant) {
        ObjectNode part = MAPPER.createObjectNode();
        for (StoredTool stored : store.of(tenant, assistant)) {
            part.set(stored.tool().name(), ToolForm.write(stored.tool()));
        }
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    private boolean differs(@Nullable StoredTool stored, Wanted wanted) {
        return stored == null
                || !stored.tool().equals(wanted.tool())
                || !store.open(stored)
                        .secrets()
                        .entrySet()
                        .containsAll(wanted.secrets().entrySet());
    }

    private List<Wanted> read(JsonNode part, List<FieldError> errors) {
        List<Wanted> read = new ArrayList<>();
        new FieldReader(part, "", errors)
                .entries(
                        ToolStore.MOST,
                        element -> {
                            wanted(element, errors).ifPresent(read::add);
                            return element.path();
                        });
        return read;
    }

    private Optional<Wanted> wanted(FieldReader.Element element, List<FieldError> errors) {
        String name = element.path();
        List<FieldError> own = new ArrayList<>();
        Map<String, String> secrets = secrets(element.value().path("secrets"), own);
        Tool tool = null;
        try {
            tool = ToolForm.read(name, element.value(), policy);
        } catch (InvalidFields e) {
            own.addAll(e.errors());
        }
        own.forEach(error -> errors.add(within(name, error)));
        return own.isEmpty() && tool != null
                ? Optional.of(new Wanted(tool, secrets))
                : Optional.empty();
    }

    private Map<String, String> secrets(JsonNode given, List<FieldError> errors) {
        if (given.isMissingNode() || given.isNull()) {
            return Map.of();
        }
        FieldReader fields = new FieldReader(given, "secrets", errors);
        Map<String, String> secrets = new LinkedHashMap<>();
        fields.entries(
                MOST_SECRETS,
                element -> {
                    String name = element.path().substring("secrets.".length());
                    Matcher variable = VARIABLE.matcher(element.value().asString(""));
                    if (!SECRET_NAME.matcher(name).matches()) {
                        fields.error(element.path(), "is no name of a secret");
                    } else if (!variable.matches()) {
                        fields.error(
                                element.path(),
                                "must be a variable such as ${ORDERS_TOKEN}: a file is no place"
                                        + " for secrets");
                    } else if (variables.getOrDefault(variable.group(1), "").isEmpty()) {
                        fields.error(
                                element.path(),
                                "is the variable " + variable.group(1) + ", which is not set");
                    } else {
                        secrets.put(name, variables.get(variable.group(1)));
                    }
                    return name;
                });
        return secrets;
    }

    private static FieldError within(String tool, FieldError error) {
        boolean whole = error.field().equals(FieldReader.WHOLE);
        return new FieldError(whole ? tool : tool + "." + error.field(), error.detail());
    }
}
