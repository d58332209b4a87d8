import type { Explanation } from '../check-result';
import { explainNotFound } from './explain-not-found';
import type { CompleteResponse, ProgramName } from './response-origin';
import { programOf } from './response-origin';

type Advice = Omit<Explanation, 'detail'>;

/** Explains a status that is neither 200 nor a redirect, and does not come from this package. */
export function explainStatus(response: CompleteResponse, url: URL): Advice {
  const { status, headers } = response;
  const program = programOf(response);
  const path = url.pathname;
  switch (status) {
    case 400:
      return explainBadRequest(response, url);
    case 401:
      return explainUnauthorized(headers['www-authenticate'], path);
    case 403:
      return {
        cause: `${program ?? 'A firewall, bot protection or login in front'} forbids the request.`,
        fix:
          program === undefined
            ? `Exempt the path ${path} from it. If the application itself responds with 403 to a wrong signature, the tokens differ.`
            : `Exempt the path ${path} from it, for POST too.`,
      };
    case 404:
      return explainNotFound(response, path);
    case 413:
      return explainBodyLimit(response);
    case 502:
    case 503:
    case 504:
      return explainUpstream(status, program);
  }
  const known = STATUS_ADVICE[status];
  if (known !== undefined) return known;
  if (status > 519 && status < 531 && headers['cf-ray'] !== undefined) {
    return {
      cause: `Cloudflare is up, but gets no proper response from the server behind it (its error ${String(status)}).`,
      fix: 'Check that the server runs, accepts connections from Cloudflare, and has the certificate that its SSL mode needs.',
    };
  }
  if (status >= 500) {
    return {
      cause: 'The application fails while it handles the call.',
      fix: 'Look for the error in its log.',
    };
  }
  if (status >= 400) {
    return {
      cause: 'Something rejects the call.',
      fix: 'Find out what rejects it, in the application or in front of it.',
    };
  }
  return {
    cause: 'No status but 200 is known to count as success for Viber.',
    fix: 'Respond with exactly 200.',
  };
}

const STATUS_ADVICE: Readonly<Record<number, Advice>> = {
  405: {
    cause: 'POST is not allowed at this path.',
    fix: 'Compare it with the path at which the middleware is mounted, and allow POST.',
  },
  406: {
    cause: 'Something rejects the call, most likely a web application firewall such as ModSecurity.',
    fix: 'Exempt the path of the webhook from its rules, or let the host do it: its log names the rule.',
  },
  411: {
    cause: 'A proxy in front rejects the body of the request.',
    fix: 'Check its settings for request bodies.',
  },
  415: {
    cause: 'The application rejects the content type.',
    fix: 'Accept any content type, because the one that Viber sends may change.',
  },
  419: {
    cause: 'CSRF protection rejects the call.',
    fix: 'Exempt the path of the webhook from it.',
  },
  429: {
    cause: 'A rate limit rejects the call.',
    fix: 'Exempt the path of the webhook from it.',
  },
};

function explainUnauthorized(authenticate: string | undefined, path: string): Advice {
  if (authenticate === undefined) {
    return {
      cause: 'The webhook rejects the signature: most likely the tokens differ.',
      fix: 'Make sure that the server and this command use the token of the same bot, without quotation marks or line breaks. If they do, check whether a proxy removes the header X-Viber-Content-Signature or changes the body.',
    };
  }
  // Only the name of the scheme: the rest may be anything.
  const [scheme = 'HTTP'] = /^[A-Za-z]+/.exec(authenticate) ?? [];
  return {
    cause: `The server asks for a password (WWW-Authenticate: ${scheme}), which Viber does not have.`,
    fix: `Exempt the path ${path} from the password, in nginx by "auth_basic off;" in a location for it. The signature protects the webhook.`,
  };
}

/** Explains a 400, which some programs in front send for what is wrong with the connection. */
function explainBadRequest(response: CompleteResponse, url: URL): Advice {
  const program = programOf(response);
  if (/plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled/.test(response.body)) {
    return {
      cause: `The URL is http, but ${program ?? 'the server'} expects TLS on this port.`,
      fix: `Use ${url.href.replace(/^http:/, 'https:')}, here and for Viber.`,
    };
  }
  if (response.body.includes('No required SSL certificate was sent')) {
    return {
      cause: 'The server asks clients for a certificate, which Viber does not have.',
      fix: `Exempt the path ${url.pathname} from it, in nginx by "ssl_verify_client optional;". The signature protects the webhook.`,
    };
  }
  return {
    cause: 'The application could not read a valid callback.',
    fix: 'Check its log, and what parses the body before the webhook.',
  };
}

/** Explains what limits a body: a response of 413, or a closed connection. */
export function explainBodyLimit(response: CompleteResponse | undefined): Advice {
  const program = response === undefined ? undefined : programOf(response);
  if (program === 'nginx') {
    return {
      cause: 'nginx in front of the webhook limits the body: its client_max_body_size is too small.',
      fix: 'Set "client_max_body_size 1m;" there: callbacks can exceed 100 KB.',
    };
  }
  if (program !== undefined && program !== 'Express') {
    return {
      cause: `${program} in front of the webhook limits the body.`,
      fix: 'Raise its limit to 256 KB or more: callbacks can exceed 100 KB.',
    };
  }
  return {
    cause: 'A body limit is too small, most likely that of a body parser in the application.',
    fix: "Raise the body limit to 256 KB or more, in the application (Express's parsers allow 100 KB by default) and in any proxy in front: callbacks can exceed 100 KB.",
  };
}

function explainUpstream(status: 502 | 503 | 504, program: ProgramName | undefined): Advice {
  const front = program ?? 'The proxy in front';
  if (program === 'ngrok' || program === 'localtunnel') {
    return {
      cause: `The tunnel is up, but ${program} does not reach the application on your machine.`,
      fix: 'Start the application, and start the tunnel with the port on which it listens.',
    };
  }
  if (status === 502) {
    return {
      cause: `${front} is up, but cannot reach the application behind it: it is not running, or listens elsewhere.`,
      fix: `Start the application, and check that the proxy uses the right address and port${program === 'nginx' ? ' (proxy_pass)' : ''}.`,
    };
  }
  if (status === 503 && program === 'nginx') {
    return {
      cause:
        'nginx itself responds: a limit (limit_req, limit_conn) or a rule for maintenance rejects the call, or, in Kubernetes, no application is ready.',
      fix: 'Exempt the path of the webhook from the limit or the rule, and check that the application runs.',
    };
  }
  if (status === 503) {
    return {
      cause: `${program ?? 'The application, or the proxy in front of it,'} is not ready: the application is starting, overloaded or stopped.`,
      fix: 'Check its log and that of the proxy in front.',
    };
  }
  return {
    cause: `${front} gets no response from the application behind it.`,
    fix: 'Check the log of the application, and what its handler waits for.',
  };
}
