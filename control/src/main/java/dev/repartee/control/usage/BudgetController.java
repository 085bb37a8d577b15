package dev.repartee.control.usage;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.usage.Money;
import dev.repartee.usage.budget.Budget;
import dev.repartee.usage.budget.Period;
import io.swagger.v3.oas.annotations.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** How much models may cost. */
@RestController
@ConditionalOnBean(UsageServices.class)
@RequestMapping("/api/v1/budgets")
class BudgetController {

    private static final Pattern MODEL =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,39}(/[A-Za-z0-9][A-Za-z0-9._:/@-]{0,120})?");
    private static final double LARGEST = 1_000_000_000;
    private static final int CHEAPER_AT = 80;

    private final UsageServices services;

    BudgetController(UsageServices services) {
        this.services = services;
    }

    /**
     * A budget as it is shown.
     *
     * @param assistant null for all of the tenant's together
     * @param period day or month, of UTC
     * @param limit in the deployment's currency
     * @param cheaperAt from how many percent on the cheaper model answers
     * @param cheaperModel null for none
     * @param spent in the present day or month
     */
    record BudgetView(
            @Nullable String assistant,
            String period,
            BigDecimal limit,
            int cheaperAt,
            @Nullable String cheaperModel,
            BigDecimal spent) {}

    /**
     * The budgets of the tenant.
     *
     * @param currency of limits and of what was spent
     */
    record BudgetList(String currency, List<BudgetView> budgets) {}

    @Operation(summary = "List the budgets and what was spent of them")
    @Needs(Permission.USAGE_READ)
    @GetMapping
    BudgetList list(Caller caller) {
        return new BudgetList(
                services.currency(),
                services.budgets().list(caller.tenant()).stream().map(this::view).toList());
    }

    @Operation(
            summary = "Set the budget of a day or a month",
            description =
                    "For one assistant, or for all together. When cheaperAt percent are spent, cheaperModel"
                            + " answers, if one is named; at the limit the built-in model does.")
    @Needs(Permission.BUDGETS_CHANGE)
    @PutMapping("/{period}")
    BudgetView put(
            Caller caller,
            @PathVariable String period,
            @RequestParam(required = false) @Nullable String assistant,
            @RequestBody JsonNode body) {
        Budget budget = read(caller, period(period), assistant(caller, assistant), body);
        services.budgets().put(budget);
        return view(budget);
    }

    @Operation(summary = "Remove a budget")
    @Needs(Permission.BUDGETS_CHANGE)
    @DeleteMapping("/{period}")
    ResponseEntity<Void> delete(
            Caller caller,
            @PathVariable String period,
            @RequestParam(required = false) @Nullable String assistant) {
        AssistantId id = assistant == null ? null : new AssistantId(assistant);
        if (!services.budgets().delete(caller.tenant(), id, period(period))) {
            throw new ReparteeException(ErrorCode.NOT_FOUND, "there is no such budget");
        }
        return ResponseEntity.noContent().build();
    }

    private static Budget read(
            Caller caller, Period period, @Nullable AssistantId assistant, JsonNode body) {
        List<FieldError> errors = new ArrayList<>();
        FieldReader fields = new FieldReader(body, "", errors);
        Double limit = fields.decimal("limit", 0, LARGEST);
        if (limit == null && errors.isEmpty()) {
            fields.error("limit", "is required");
        }
        int cheaperAt = fields.whole("cheaperAt", 1, 100, CHEAPER_AT);
        String model =
                fields.has("cheaperModel")
                        ? fields.word(
                                "cheaperModel", MODEL, "a model endpoint, or endpoint/model", null)
                        : null;
        fields.refuseOthers();
        if (!errors.isEmpty()) {
            throw new InvalidFields("the budget", errors);
        }
        return new Budget(
                caller.tenant(),
                assistant,
                period,
                Money.toNanos(BigDecimal.valueOf(limit == null ? 0 : limit)),
                cheaperAt,
                model);
    }

    private BudgetView view(Budget budget) {
        return new BudgetView(
                budget.assistant() == null ? null : budget.assistant().value(),
                budget.period().word(),
                Money.ofNanos(budget.limitNanos()),
                budget.cheaperAt(),
                budget.cheaperModel(),
                Money.ofNanos(services.costs().budgets().spent(budget)));
    }

    private static Period period(String word) {
        return Period.of(word)
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.INVALID_FIELD,
                                        "a budget is of a day or a month"));
    }

    private @Nullable AssistantId assistant(Caller caller, @Nullable String name) {
        if (name == null) {
            return null;
        }
        AssistantId id = new AssistantId(name);
        if (services.assistants().find(caller.tenant(), id).isEmpty()) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + name + "'");
        }
        return id;
    }
}
