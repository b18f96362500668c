/* Conditions as written, once they satisfy when-schema.ts. */

export interface WhenSource {
  readonly networks?: readonly string[];
  readonly times?: readonly TimeSource[];
  readonly client_certificate?: 'required';
}

export interface TimeSource {
  readonly days?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly zone?: string;
}
