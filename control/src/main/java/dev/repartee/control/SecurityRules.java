package dev.repartee.control;

import dev.repartee.contract.ErrorCode;
import dev.repartee.control.access.Endpoints;
import dev.repartee.control.access.PermissionRule;
import dev.repartee.control.access.TenantScopeFilter;
import dev.repartee.control.audit.AuditFilter;
import dev.repartee.control.audit.RefusalFilter;
import dev.repartee.control.audit.RefusedCalls;
import dev.repartee.control.origin.OriginFilter;
import dev.repartee.control.session.AccountServices;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.origin.OriginRules;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Every endpoint says which permission it needs, and nothing is answered without it. A credential
 * comes in a header that browsers never add by themselves, or in a cookie with a token beside it.
 */
@Configuration
class SecurityRules {

    @Bean
    SecurityFilterChain rules(
            HttpSecurity http,
            ControlServices services,
            ProblemWriter problems,
            PermissionRule permissions,
            Endpoints endpoints,
            AuditLog auditLog,
            RefusedCalls refusedCalls,
            Clock clock,
            ObjectProvider<AccountServices> accounts,
            ObjectProvider<OriginRules> origins)
            throws Exception {
        return http.csrf(csrf -> CookieCsrf.configure(csrf, endpoints))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        paths ->
                                paths.requestMatchers("/v3/api-docs/**", "/error")
                                        .permitAll()
                                        .anyRequest()
                                        .access(permissions))
                .headers(SecurityHeaders::strict)
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(problems::unauthenticated)
                                        .accessDeniedHandler(problems::forbidden))
                .addFilterBefore(
                        new RefusalFilter(refusedCalls, endpoints),
                        UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(
                        new HeaderForms(problems), UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(
                        new BearerFilter(services.callers(), problems),
                        UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(
                        new CookieFilter(services.callers(), accounts.getIfAvailable()),
                        UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(
                        new AuditFilter(auditLog, endpoints, services.callers(), clock),
                        BearerFilter.class)
                .addFilterAfter(
                        new OriginFilter(origins.getIfAvailable(), problems), AuditFilter.class)
                .addFilterAfter(new TenantScopeFilter(endpoints), AuthorizationFilter.class)
                .build();
    }

    /** What the firewall does not let in is told like every other refusal. */
    @Bean
    RequestRejectedHandler rejections(ProblemWriter problems) {
        return (request, response, rejection) ->
                problems.write(response, ErrorCode.PROTOCOL_VIOLATION, "the request can't be read");
    }

    /** Nobody signs in with a password here. */
    @Bean
    UserDetailsService noPasswords() {
        return name -> {
            throw new UsernameNotFoundException("passwords are not accepted here");
        };
    }
}
