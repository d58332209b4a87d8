import type { Explanation } from '../check-result';
import type { CompleteResponse } from './response-origin';
import { programOf } from './response-origin';

type Advice = Omit<Explanation, 'detail'>;

/** Explains a 404, by the program that has sent it. @param path - of the webhook */
export function explainNotFound(response: CompleteResponse, path: string): Advice {
  const program = programOf(response);
  switch (program) {
    case 'Express':
      return explainExpressNotFound(response.body, path);
    case 'ngrok':
    case 'localtunnel':
      return {
        cause: `The tunnel is offline: ${program} knows no running tunnel of this name.`,
        fix: 'Start the tunnel, and use the URL that it prints: many get a new one at each start.',
      };
    case undefined:
      return {
        cause: `The path ${path} does not exist on this server.`,
        fix: 'Compare it with the path at which the middleware is mounted.',
      };
    default:
      return {
        cause: `${program} itself responds: it passes the path ${path} to no application.`,
        fix: 'Correct the path, or add a rule that passes it to the application, in nginx a location with proxy_pass.',
      };
  }
}

/** Express names the method and the path that it has received, which something in front may have changed. */
function explainExpressNotFound(body: string, path: string): Advice {
  const [, method = 'POST', arrived = path] =
    /<pre>Cannot ([A-Z]{1,10}) (\/[^<&\s]{0,200})<\/pre>/.exec(body) ?? [];
  if (arrived !== path) {
    return {
      cause: `Something in front changes the path: POST ${path} arrives at the application as ${method} ${arrived}.`,
      fix: 'Let it pass the path on unchanged, in nginx by a proxy_pass without a path and without a slash at its end. Or mount the middleware at the path that arrives.',
    };
  }
  if (method !== 'POST') {
    return {
      cause: `Something in front changes the method: POST ${path} arrives at the application as ${method}.`,
      fix: 'Look for a proxy that follows redirects itself or sets the method, in nginx by proxy_method.',
    };
  }
  return {
    cause: `An Express application responds, but nothing in it handles POST ${path}.`,
    fix: "Compare the path with the one where the middleware is mounted, as in app.use('/viber', viber.middleware()), and check that the server was restarted since.",
  };
}
