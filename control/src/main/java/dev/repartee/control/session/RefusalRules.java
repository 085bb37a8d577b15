package dev.repartee.control.session;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.control.audit.RefusedCalls;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.auditlog.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What becomes of calls without a valid credential: the audit logs know of them, too. */
@Configuration
class RefusalRules {

    @Bean(initMethod = "start", destroyMethod = "close")
    RefusedCalls refusedCalls(
            AuditLog auditLog, ObjectProvider<AccountServices> accounts, Clock clock) {
        return new RefusedCalls(
                auditLog,
                new RefusedCalls.People() {
                    @Override
                    public Optional<AccountId> find(EmailAddress email) {
                        return Optional.ofNullable(accounts.getIfAvailable())
                                .flatMap(known -> known.accounts().find(email))
                                .map(Account::id);
                    }

                    @Override
                    public List<TenantId> businesses(AccountId account) {
                        AccountServices known = accounts.getIfAvailable();
                        return known == null
                                ? List.of()
                                : known.memberships().of(account).stream()
                                        .map(Membership::tenant)
                                        .toList();
                    }
                },
                clock);
    }
}
