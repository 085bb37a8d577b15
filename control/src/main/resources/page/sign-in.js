/**
 * The page where people sign in. Views are templates of sign-in.html; a form names what it does in
 * data-act, a button or link in data-do. The session is a cookie that no script can read; secrets of
 * links are taken out of the address before anything else.
 */

const API = '/api/v1';
const CONFIRMATIONS = {
  verify: {title: 'Confirm your address', path: '/registrations/verification', done: 'Your account is ready. Sign in.'},
  'change-email': {title: 'Confirm your new address', path: '/email-changes/confirmation', done: 'Sign in with your new address from now on.'},
};
const PROVIDER_ERRORS = {
  denied: 'The provider said no.',
  unreachable: 'The provider can not be reached now. Try again later.',
  untrusted: 'What the provider sent is not to be believed. Try again.',
  unknown: 'That sign-in was used, is too old, or was begun in another browser.',
};

const view = document.getElementById('view');
const alertBox = document.getElementById('alert');
const noticeBox = document.getElementById('notice');
const page = location.pathname.replace(/^\/account\//, '').replace(/^\/sign-in\/?/, '') || 'sign-in';
const fragment = new URLSearchParams(location.hash.slice(1));
history.replaceState(null, '', location.pathname);

let ways = {providers: [], registration: 'off', mailbox: false, passkeys: false};
let csrf = null;
let ticket = null;
let chosen = null;
let typed = '';
let invitation = null;
let again = null;

/** What the server refused. */
class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || 'Something went wrong. Try again later.');
    this.status = status;
    this.code = problem.code;
    const errors = problem.errors || [];
    if (errors.length > 0) {
      this.message = errors.map(one => `${one.field}: ${one.detail}`).join('; ');
    }
  }
}

async function call(method, path, body, headers = {}) {
  const answer = await fetch(API + path, {
    method,
    headers: {
      ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
      ...(csrf === null ? {} : {'X-CSRF-Token': csrf}),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: 'same-origin',
    cache: 'no-store',
  });
  const text = await answer.text();
  let json = null;
  try {
    json = text === '' ? null : JSON.parse(text);
  } catch {
    throw new Refusal(answer.status, {});
  }
  if (!answer.ok) {
    throw new Refusal(answer.status, json || {});
  }
  return json;
}

/* Views */

function show(name, texts = {}) {
  say(alertBox, '');
  say(noticeBox, '');
  view.replaceChildren(document.getElementById(name).content.cloneNode(true));
  for (const [key, text] of Object.entries(texts)) {
    view.querySelectorAll(`[data-text="${key}"]`).forEach(one => one.replaceChildren(text));
  }
  part('passkey', one => { one.hidden ||= !ways.passkeys || !window.PublicKeyCredential; });
  const heading = view.querySelector('h1');
  document.title = `${heading.textContent} - Repartee`;
  const first = view.querySelector('input:not([hidden]), [data-focus]') || heading;
  heading.tabIndex = -1;
  first.focus();
}

function part(name, change) {
  view.querySelectorAll(`[data-part="${name}"]`).forEach(change);
}

function say(box, text) {
  box.textContent = text;
  box.hidden = text === '';
}

function showStart(notice = '') {
  ticket = null;
  show('start');
  say(noticeBox, notice);
  part('register', one => { one.hidden = ways.registration !== 'open'; });
  part('mailbox', one => { one.hidden = !ways.mailbox; });
  offerProviders({invitation});
}

function offerProviders(wish, providers = ways.providers, path = null) {
  part('providers', one => one.replaceChildren(...providers.map(provider => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = `Go on with ${provider.name}`;
    button.addEventListener('click', () => during(button, () => depart(provider.id, wish, path)));
    return button;
  })));
}

async function showHome(notice = '') {
  const who = await call('GET', '/session');
  csrf = who.csrfToken;
  const account = await call('GET', '/account');
  show('home', {
    name: who.name, email: who.email, tenant: who.tenant, role: who.role,
    app: account.authenticatorApp ? `set up, ${account.recoveryCodesLeft} recovery codes left` : 'none',
    passkeys: account.passkeys.map(one => one.name).join(', ') || 'none',
  });
  say(noticeBox, notice);
  part('enrol', one => { one.hidden = account.authenticatorApp; });
}

function showRecovery(codes, notice) {
  if (codes.length === 0) {
    return showHome(notice);
  }
  show('recovery');
  part('codes', one => one.replaceChildren(...codes.map(code => {
    const item = document.createElement('li');
    item.textContent = code;
    return item;
  })));
}

/** Goes on after a step of a sign-in. */
async function next(answer) {
  ticket = answer.ticket || null;
  switch (answer.next) {
    case 'second_factor':
      show('secondFactor');
      part('passkey', one => { one.hidden = !answer.factors.includes('passkey'); });
      return;
    case 'new_password':
      show('newPassword');
      // for password managers, so that they keep the new one with its address
      return part('who', one => { one.value = typed; });
    case 'provider':
      chosen = answer.provider;
      return show('throughProvider', {name: chosen.name});
    default:
      csrf = answer.session.csrfToken;
      return invitation === null ? showHome() : acceptSignedIn();
  }
}

async function acceptSignedIn() {
  const code = invitation;
  invitation = null;
  await call('POST', '/invitations/membership', {code});
  await showHome('You belong to one more business. Sign in again to work in it.');
}

async function depart(provider, wish, path = null) {
  const question = await call('POST', path || `/session/providers/${encodeURIComponent(provider)}`,
      path === null ? {cookie: true, ...wish} : wish);
  sessionStorage.setItem('departed', path === null ? 'sign-in' : 'step-up');
  location.assign(question.authorizationUrl);
}

/** What is dangerous wants a proof of the last minutes; once it is given, the work is done again. */
async function proven(work) {
  try {
    await work();
  } catch (refusal) {
    if (refusal.code !== 'step_up_required') {
      throw refusal;
    }
    again = work;
    const account = await call('GET', '/account');
    const factors = account.authenticatorApp || account.passkeys.length > 0;
    show('stepUp', {what: factors ? 'Code of your authenticator app, or a recovery code' : 'Your password'});
    view.querySelector('form').dataset.proof = factors ? 'code' : 'password';
    part('passkey', one => { one.hidden = account.passkeys.length === 0; });
    if (!factors) {
      const linked = await call('GET', '/account/identities').catch(() => ({identities: []}));
      if (linked.identities.length > 0) {
        stepUpProviders();
      }
    }
  }
}

function stepUpProviders() {
  part('providers', one => one.replaceChildren(...ways.providers.map(provider => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = `Prove it through ${provider.name}`;
    button.addEventListener('click', () => during(button,
        () => depart(provider.id, {provider: provider.id}, '/session/step-up/provider')));
    return button;
  })));
}

/* Passkeys */

async function showPasskey(options) {
  const shown = await navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)});
  return shown.toJSON();
}

/* What forms do */

const acts = {
  async signIn({email, password}) {
    typed = email;
    if (chosen !== null && chosen.required) {
      return depart(chosen.id, {invitation});
    }
    await next(await call('POST', '/session', {email, password, cookie: true}));
  },
  async newPassword({password}) {
    await next(await call('POST', '/session/new-password', {ticket, password}));
  },
  async secondFactor({code}) {
    await next(await call('POST', '/session/second-factor', {ticket, code}));
  },
  async forgot({email}) {
    await call('POST', '/password-resets', {email});
    showStart('If the address has an account, a link is on its way.');
  },
  async reset({password}) {
    await call('POST', '/password-resets/completion', {code: fragment.get('code'), password});
    showStart('Your password was changed. Sign in with it.');
  },
  async register({business, name, email, password}) {
    await call('POST', '/registrations', {business, name, email, password});
    showStart('A link is on its way to your address. Open it to go on.');
  },
  async join({name, password}) {
    await call('POST', '/invitations/acceptance', {code: invitation, name, password});
    invitation = null;
    showStart('You belong to the business now. Sign in.');
  },
  async confirmApp({code}) {
    const {recoveryCodes} = await call('POST', '/account/totp/confirmation', {code});
    await showRecovery(recoveryCodes, 'Your authenticator app is set up.');
  },
  async stepUp({proof}, form) {
    await call('POST', '/session/step-up', {[form.dataset.proof]: proof});
    await again();
  },
  async openMailbox({key}) {
    const {mails} = await call('GET', '/mailbox', undefined, {'X-Mailbox-Key': key});
    part('mails', one => one.replaceChildren(...mails.map(letter)));
    say(noticeBox, mails.length === 0 ? 'There is no mail.' : '');
  },
};

function letter(mail) {
  const article = document.createElement('article');
  const title = document.createElement('h2');
  title.textContent = `${mail.subject} (to ${mail.to})`;
  const text = document.createElement('pre');
  for (const piece of mail.text.split(/(https?:\/\/\S+)/)) {
    if (piece.startsWith(location.origin + '/')) {
      const link = document.createElement('a');
      link.href = piece;
      link.target = '_blank';
      link.rel = 'noreferrer';
      link.textContent = piece;
      text.append(link);
    } else {
      text.append(piece);
    }
  }
  article.append(title, text);
  return article;
}

/* What buttons and links do */

const dos = {
  showStart: () => { invitation = null; chosen = null; showStart(); },
  showForgot: () => show('forgot'),
  showRegister: () => show('register'),
  showMailbox: () => show('mailbox'),
  showHome: () => showHome(),
  joinSignedIn: () => showStart('Sign in to accept your invitation.'),
  departRequired: () => depart(chosen.id, {invitation}),
  async passkey() {
    const options = await call('POST', '/session/passkey/options', {});
    await next(await call('POST', '/session/passkey', {credential: await showPasskey(options), cookie: true}));
  },
  async passkeyAfter() {
    const options = await call('POST', '/session/passkey/options', {ticket});
    await next(await call('POST', '/session/passkey', {credential: await showPasskey(options), ticket}));
  },
  async passkeyStepUp() {
    const options = await call('POST', '/session/step-up/passkey/options', {});
    await call('POST', '/session/step-up/passkey', {credential: await showPasskey(options)});
    await again();
  },
  addPasskey: () => proven(async () => {
    const options = await call('POST', '/account/passkeys/options', {});
    const made = await navigator.credentials.create({publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options)});
    const name = `Passkey of ${new Date().toISOString().slice(0, 10)}`;
    const registered = await call('POST', '/account/passkeys', {name, credential: made.toJSON()});
    await showRecovery(registered.recoveryCodes, 'Your passkey was added.');
  }),
  enrol: () => proven(async () => {
    const enrolment = await call('POST', '/account/totp', {});
    show('enrolment', {secret: enrolment.secret});
    const drawing = new DOMParser().parseFromString(enrolment.qrCode, 'image/svg+xml').documentElement;
    part('qr', one => one.replaceChildren(document.importNode(drawing, true)));
  }),
  async confirm() {
    const confirmation = CONFIRMATIONS[page];
    await call('POST', confirmation.path, {code: fragment.get('code')});
    showStart(confirmation.done);
  },
  async signOut() {
    await call('DELETE', '/session');
    csrf = null;
    showStart('You are signed out.');
  },
};

const changes = {
  /** People of some domains have a provider of their own. */
  async searchProvider(input) {
    chosen = null;
    if (input.validity.valid) {
      chosen = (await call('POST', '/session/provider-search', {email: input.value})).provider || null;
    }
    const required = chosen !== null && chosen.required;
    part('byPassword', one => {
      one.hidden = required;
      one.querySelector('input').required = !required;
    });
    offerProviders({invitation}, chosen === null || required ? ways.providers : [chosen, ...ways.providers]);
  },
};

/* Events */

/** One thing at a time, and what is refused is said where screen readers hear it. */
async function during(control, work) {
  say(alertBox, '');
  control.disabled = true;
  try {
    await work();
  } catch (failure) {
    if (failure.name !== 'NotAllowedError') {
      say(alertBox, failure instanceof Refusal ? failure.message : 'The system does not answer. Try again later.');
    } else {
      say(alertBox, 'No passkey was shown.');
    }
    alertBox.focus();
  } finally {
    control.disabled = false;
  }
}

view.addEventListener('submit', event => {
  event.preventDefault();
  const form = event.target;
  during(form.querySelector('button'),
      () => acts[form.dataset.act](Object.fromEntries(new FormData(form)), form));
});
view.addEventListener('click', event => {
  const control = event.target.closest('[data-do]');
  if (control !== null) {
    event.preventDefault();
    during(control, () => dos[control.dataset.do]());
  }
});
view.addEventListener('change', event => {
  const change = changes[event.target.dataset.change];
  if (change !== undefined) {
    change(event.target).catch(() => {});
  }
});

/* Arrival */

async function arrive() {
  ways = await call('GET', '/session/ways');
  if (page in CONFIRMATIONS) {
    return show('confirm', {title: CONFIRMATIONS[page].title});
  }
  switch (page) {
    case 'reset':
      return show('reset');
    case 'join':
      invitation = fragment.get('code');
      show('join');
      return offerProviders({invitation});
    case 'mailbox':
      return show('mailbox');
    default:
      return arriveAtDoor();
  }
}

async function arriveAtDoor() {
  const stepUp = sessionStorage.getItem('departed') === 'step-up';
  sessionStorage.removeItem('departed');
  const code = fragment.get('code');
  if (code !== null && !stepUp) {
    showStart();
    return during(view.querySelector('button'), async () => next(await call('POST', '/session/provider-code', {code})));
  }
  const signedIn = await showHome().then(() => true, () => false);
  if (!signedIn) {
    showStart();
  }
  if (code !== null) {
    return during(view.querySelector('button'), async () => {
      await call('POST', '/session/step-up/provider/completion', {code});
      say(noticeBox, 'You proved who you are. Go on with what you were about to do.');
    });
  }
  if (fragment.has('error')) {
    say(alertBox, PROVIDER_ERRORS[fragment.get('error')] || PROVIDER_ERRORS.unknown);
  }
}

arrive().catch(() => {
  showStart();
  say(alertBox, 'The system does not answer. Try again later.');
});
