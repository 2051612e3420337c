import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, their roles per region, their sessions; parties and who acts for them; payee accounts; facts. */
export class People1000000000002 implements MigrationInterface {
  readonly name = 'People1000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IDENTITY);
    await runner.query(PARTIES);
    await runner.query(FACTS);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}

const IDENTITY = `
  CREATE TABLE user_account (
    id uuid PRIMARY KEY,
    username text NOT NULL UNIQUE CHECK (username ~ '^[a-z][a-z0-9._-]{2,39}$'),
    display_name text NOT NULL,
    password_hash text NOT NULL,
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    failed_sign_ins integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    created_at timestamptz NOT NULL
  );
  CREATE TABLE role_grant (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES user_account,
    role text NOT NULL CHECK (role IN ('reviewer', 'finance_maker', 'finance_checker', 'policy_officer', 'auditor', 'administrator')),
    region_code text NOT NULL REFERENCES region,
    valid_from date NOT NULL,
    valid_to date,
    UNIQUE (user_id, role, region_code, valid_from)
  );
  CREATE TABLE session (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    user_id uuid NOT NULL REFERENCES user_account,
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    closed_at timestamptz
  );
  CREATE INDEX session_by_user ON session (user_id);
`;

const PARTIES = `
  CREATE TABLE party (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('enterprise', 'individual_business', 'institution', 'person')),
    credit_code text UNIQUE CHECK (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
    registered_name text NOT NULL,
    county_code text NOT NULL REFERENCES region,
    registered_on date,
    created_at timestamptz NOT NULL
  );
  CREATE INDEX party_county ON party (county_code);
  CREATE TABLE party_grant (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    user_id uuid NOT NULL REFERENCES user_account,
    capacity text NOT NULL CHECK (capacity IN ('legal_representative', 'clerk', 'agent')),
    valid_from date NOT NULL,
    valid_to date,
    UNIQUE (party_id, user_id, capacity, valid_from)
  );
  CREATE INDEX party_grant_user ON party_grant (user_id);
  CREATE TABLE payee_account (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    version integer NOT NULL CHECK (version > 0),
    account_name text NOT NULL,
    account_number text NOT NULL CHECK (account_number ~ '^[0-9]{8,32}$'),
    bank_name text NOT NULL,
    bank_code text NOT NULL CHECK (bank_code ~ '^[0-9]{12}$'),
    verified_at timestamptz,
    replaced_at timestamptz,
    created_at timestamptz NOT NULL,
    UNIQUE (party_id, version)
  );
  CREATE UNIQUE INDEX payee_account_current ON payee_account (party_id) WHERE replaced_at IS NULL;
`;

const FACTS = `
  CREATE TABLE fact_record (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    application_id uuid,
    name text NOT NULL,
    value jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('claimed', 'attested', 'authoritative')),
    source text NOT NULL,
    document_number text,
    valid_from date,
    valid_to date,
    learned_at timestamptz NOT NULL,
    learned_by text NOT NULL,
    CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from),
    CHECK ((status = 'claimed') <= (application_id IS NOT NULL))
  );
  CREATE INDEX fact_record_party ON fact_record (party_id, name, learned_at DESC);
  CREATE INDEX fact_record_application ON fact_record (application_id) WHERE application_id IS NOT NULL;
  CREATE TABLE title_record (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    code text NOT NULL,
    level text NOT NULL CHECK (level IN ('national', 'provincial', 'city')),
    subject_id text,
    acquisition text CHECK (acquisition IN ('new', 'renewal', 're_recognition')),
    first_ever boolean,
    granted_city text,
    granted_on date NOT NULL,
    valid_from date,
    valid_to date,
    document_number text NOT NULL,
    status text NOT NULL CHECK (status IN ('attested', 'authoritative')),
    learned_at timestamptz NOT NULL,
    learned_by text NOT NULL,
    CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)
  );
  CREATE UNIQUE INDEX title_record_identity ON title_record (party_id, code, coalesce(subject_id, ''), granted_on);
  CREATE TABLE standard_record (
    id uuid PRIMARY KEY,
    party_id uuid NOT NULL REFERENCES party,
    standard_number text NOT NULL,
    kind text NOT NULL,
    role text NOT NULL CHECK (role IN ('lead', 'participant')),
    published_on date,
    document_number text NOT NULL,
    status text NOT NULL CHECK (status IN ('attested', 'authoritative')),
    learned_at timestamptz NOT NULL,
    learned_by text NOT NULL,
    UNIQUE (party_id, standard_number)
  );
  CREATE TABLE register_coverage (
    register text NOT NULL,
    region_code text NOT NULL REFERENCES region,
    complete_to date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    PRIMARY KEY (register, region_code, complete_to)
  );
  CREATE TABLE party_profile (
    party_id uuid PRIMARY KEY REFERENCES party,
    kind text NOT NULL,
    county_code text NOT NULL,
    city_code text NOT NULL,
    scale_first_entry boolean,
    scale_entry_date date,
    main_business_revenue_yuan numeric(20, 2),
    title_codes text[] NOT NULL DEFAULT '{}',
    next_change_on date,
    refreshed_at timestamptz NOT NULL
  );
  CREATE INDEX party_profile_first_entry ON party_profile (city_code, scale_entry_date) WHERE scale_first_entry;
  CREATE INDEX party_profile_titles ON party_profile USING gin (title_codes);
  CREATE INDEX party_profile_next_change ON party_profile (next_change_on) WHERE next_change_on IS NOT NULL;
  CREATE TABLE dirty_party (
    party_id uuid PRIMARY KEY REFERENCES party,
    reason text NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE TRIGGER fact_record_append_only BEFORE UPDATE OR DELETE ON fact_record FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER fact_record_no_truncate BEFORE TRUNCATE ON fact_record EXECUTE FUNCTION refuse_change();
`;
