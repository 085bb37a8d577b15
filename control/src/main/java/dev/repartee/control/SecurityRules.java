package dev.repartee.control;

import dev.repartee.contract.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Every path but the OpenAPI document wants an API key; there are no sessions, so there is nothing
 * to forge.
 */
@Configuration
class SecurityRules {

    private static final String BEARER = "Bearer ";

    @Bean
    SecurityFilterChain rules(HttpSecurity http, ControlServices services, ProblemWriter problems)
            throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        paths ->
                                paths.requestMatchers("/v3/api-docs/**", "/error")
                                        .permitAll()
                                        .anyRequest()
                                        .authenticated())
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(problems::unauthenticated)
                                        .accessDeniedHandler(problems::forbidden))
                .addFilterBefore(
                        new HeaderForms(problems), UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(
                        new ApiKeyFilter(services.callers()),
                        UsernamePasswordAuthenticationFilter.class)
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

    private static final class ApiKeyFilter extends OncePerRequestFilter {

        private final ControlServices.Callers callers;

        ApiKeyFilter(ControlServices.Callers callers) {
            this.callers = callers;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String header = request.getHeader("Authorization");
            if (header != null && header.startsWith(BEARER)) {
                callers.tenantOf(header.substring(BEARER.length()))
                        .map(Caller::new)
                        .ifPresent(SecurityContextHolder.getContext()::setAuthentication);
            }
            chain.doFilter(request, response);
        }
    }
}
