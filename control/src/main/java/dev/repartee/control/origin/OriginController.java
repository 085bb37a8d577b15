package dev.repartee.control.origin;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.session.Required;
import dev.repartee.identity.origin.Origin;
import dev.repartee.identity.origin.Origins;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which web pages may call with the credentials of the caller's business. */
@RestController
@ConditionalOnBean(Origins.class)
@RequestMapping("/api/v1/tenant/origins")
class OriginController {

    private final Origins origins;

    OriginController(Origins origins) {
        this.origins = origins;
    }

    /**
     * Where web pages may come from.
     *
     * @param origins as browsers write them: {@code https://shop.example}
     */
    record OriginList(@Nullable List<String> origins) {}

    @Operation(summary = "List the origins of web pages that may call for the business")
    @Needs(Permission.TENANT_READ)
    @GetMapping
    OriginList list(Caller caller) {
        return view(caller);
    }

    @Operation(
            summary = "Set the origins of web pages that may call for the business",
            description = "They hold for HTTP and for WebSockets, within seconds.")
    @Needs(Permission.TENANT_CHANGE)
    @PutMapping
    OriginList replace(Caller caller, @RequestBody OriginList body) {
        if (body.origins() == null) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "origins is required");
        }
        Set<Origin> wished = new LinkedHashSet<>();
        body.origins().forEach(origin -> wished.add(new Origin(Required.text("origins", origin))));
        origins.replace(caller.tenant(), wished);
        return view(caller);
    }

    private OriginList view(Caller caller) {
        return new OriginList(origins.of(caller.tenant()).stream().map(Origin::value).toList());
    }
}
