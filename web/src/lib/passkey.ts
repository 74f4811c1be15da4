import { Problem } from "./api";
import type { Json } from "./shapes";

type Listed = { id: string; type: "public-key"; transports?: AuthenticatorTransport[] };
type Creation = Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Listed[];
};
type Request = Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & { challenge: string; allowCredentials?: Listed[] };

/** A new passkey on this device. In: the server's options. Out: what the server wants back. */
export async function makePasskey(options: Creation): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: listed(options.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey }).catch(refused);
  const { rawId, response, id, type, authenticatorAttachment } = made as PublicKeyCredential & { response: AuthenticatorAttestationResponse };
  return {
    id,
    rawId: text(rawId),
    type,
    authenticatorAttachment,
    clientExtensionResults: (made as PublicKeyCredential).getClientExtensionResults() as Json,
    response: { attestationObject: text(response.attestationObject), clientDataJSON: text(response.clientDataJSON), transports: response.getTransports() },
  };
}

/** Shows a passkey. In: the server's options. Out: what the server wants back. */
export async function showPasskey(options: Request): Promise<Json> {
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: listed(options.allowCredentials) };
  const shown = await navigator.credentials.get({ publicKey }).catch(refused);
  const { rawId, response, id, type, authenticatorAttachment } = shown as PublicKeyCredential & { response: AuthenticatorAssertionResponse };
  return {
    id,
    rawId: text(rawId),
    type,
    authenticatorAttachment,
    clientExtensionResults: (shown as PublicKeyCredential).getClientExtensionResults() as Json,
    response: {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

/** The browser or the person said no; as a refusal that a form can show. */
function refused(error: unknown): never {
  const code = error instanceof DOMException && error.name === "InvalidStateError" ? "passkey_known" : "passkey_cancelled";
  throw new Problem(400, "passkey", "", [{ place: "", code }]);
}

const listed = (some: Listed[] = []) => some.map((one) => ({ ...one, id: bytes(one.id) }));

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
