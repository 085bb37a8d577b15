package dev.repartee.control.page;

import dev.repartee.control.access.OpenToAll;
import dev.repartee.control.session.AccountServices;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page where people sign in. The links in mails lead to it too; their codes are in the
 * fragment, which only the page's script sees.
 */
@Hidden
@RestController
@ConditionalOnBean(AccountServices.class)
class SignInPageController {

    private static final String WHY = "nobody has a credential before they sign in";

    private final PageFile page = new PageFile("sign-in.html", "text/html;charset=utf-8");
    private final PageFile script = new PageFile("sign-in.js", "text/javascript;charset=utf-8");
    private final PageFile style = new PageFile("sign-in.css", "text/css;charset=utf-8");

    @OpenToAll(WHY)
    @GetMapping({"/sign-in", "/account/{view:verify|change-email|reset|join|mailbox}"})
    ResponseEntity<byte[]> page() {
        return page.answer();
    }

    @OpenToAll(WHY)
    @GetMapping("/sign-in/sign-in.js")
    ResponseEntity<byte[]> script() {
        return script.answer();
    }

    @OpenToAll(WHY)
    @GetMapping("/sign-in/sign-in.css")
    ResponseEntity<byte[]> style() {
        return style.answer();
    }
}
