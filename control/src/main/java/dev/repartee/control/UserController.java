package dev.repartee.control;

import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be done to a user as a whole. */
@RestController
@RequestMapping("/api/v1/users")
class UserController {

    private final ControlServices.UserErasure erasure;

    UserController(ControlServices services) {
        this.erasure = services.erasure();
    }

    @Operation(
            summary = "Erase a user",
            description =
                    "Destroys the user's key, and with it every stored text, at once. The answer"
                            + " says until when the log still holds text by its retention.")
    @Needs(Permission.USERS_ERASE)
    @DeleteMapping("/{userId}")
    ControlServices.Erased erase(Caller caller, @PathVariable String userId) {
        return erasure.erase(new UserKey(caller.tenant(), new UserId(userId)));
    }
}
