package dev.repartee.gateway.limit;

import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserKey;
import dev.repartee.redis.RedisLink;
import io.github.bucket4j.TimeMeter;
import java.util.List;

/** Token buckets per user, tenant and address. Memory only, so fit for an event loop. */
public final class RateLimits {

    private final RateBuckets users;
    private final RateBuckets tenants;
    private final RateBuckets addresses;
    private final SharedBuckets shared;

    public RateLimits(Rates rates, RedisLink redis) {
        this(rates, redis, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(Rates rates, RedisLink redis, TimeMeter time) {
        this.users = new RateBuckets("user", rates.user(), time);
        this.tenants = new RateBuckets("tenant", rates.tenant(), time);
        this.addresses = new RateBuckets("address", rates.address(), time);
        this.shared = new SharedBuckets(redis);
    }

    /** One request from an address, whoever sent it. */
    public RateState request(String address) {
        return addresses.take(address, 1);
    }

    /** One message of a user; takes from both buckets or from neither. */
    public RateState message(UserKey user) {
        TenantId tenant = user.tenant();
        RateState ofTenant = tenants.take(tenant.value(), 1);
        if (!ofTenant.allowed()) {
            return ofTenant;
        }
        RateState ofUser = users.take(user.toString(), 1);
        if (!ofUser.allowed()) {
            tenants.giveBack(tenant.value(), 1);
        }
        return ofUser.stricter(ofTenant);
    }

    /** Evens the buckets with those of other gateways; to be called every 250 ms. Never blocks. */
    public void share() {
        for (RateBuckets buckets : List.of(users, tenants, addresses)) {
            shared.round(buckets);
        }
    }
}
