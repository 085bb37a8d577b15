package dev.repartee.control.tenancy;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.tenancy.Member;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who belongs to the caller's business. */
@RestController
@ConditionalOnBean(TenancyServices.class)
@RequestMapping("/api/v1/members")
class MemberController {

    private final TenancyServices services;

    MemberController(TenancyServices services) {
        this.services = services;
    }

    /**
     * A member.
     *
     * @param accountId who
     * @param email where they read mail
     * @param name what people call them
     * @param role what they may do
     * @param since when they joined
     */
    record MemberView(String accountId, String email, String name, String role, String since) {

        static MemberView of(Member member) {
            return new MemberView(
                    member.account().value(),
                    member.email(),
                    member.name(),
                    member.role().value(),
                    member.since().toString());
        }
    }

    /**
     * All members.
     *
     * @param members in the order in which they joined
     */
    record MemberList(List<MemberView> members) {}

    /**
     * What a member becomes.
     *
     * @param role the new role
     */
    record RoleBody(@Nullable String role) {}

    @Operation(summary = "List the members")
    @Needs(Permission.MEMBERS_READ)
    @GetMapping
    MemberList list(Caller caller) {
        return new MemberList(
                services.members().list(caller.tenant()).stream().map(MemberView::of).toList());
    }

    @Operation(
            summary = "Give a member another role",
            description = "Nobody gives a role that may more than they may, or changes whose does.")
    @Needs(Permission.MEMBERS_CHANGE)
    @PutMapping("/{accountId}")
    MemberView change(Caller caller, @PathVariable String accountId, @RequestBody RoleBody body) {
        Member member = reachable(caller, accountId);
        if (body.role() == null) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "role is required");
        }
        RoleId role = RoleGift.checked(caller, services.roles(), body.role());
        services.members().change(caller.tenant(), member.account(), role);
        services.roles().refresh();
        return MemberView.of(known(caller, accountId));
    }

    @Operation(summary = "Let a member go; their tokens are worth nothing here within seconds")
    @Needs(Permission.MEMBERS_CHANGE)
    @DeleteMapping("/{accountId}")
    ResponseEntity<Void> remove(Caller caller, @PathVariable String accountId) {
        services.members().remove(caller.tenant(), reachable(caller, accountId).account());
        services.roles().refresh();
        return ResponseEntity.noContent().build();
    }

    private Member reachable(Caller caller, String accountId) {
        Member member = known(caller, accountId);
        RoleGift.within(caller, services.roles(), member.role());
        return member;
    }

    private Member known(Caller caller, String accountId) {
        return services.members()
                .find(caller.tenant(), new AccountId(accountId))
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.NOT_FOUND,
                                        "there is no member '" + accountId + "'"));
    }
}
