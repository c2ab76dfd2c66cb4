/**
 * How the embedded PostgreSQL is set: nothing that is acknowledged is lost, nothing that is logged can name a voter.
 *
 * Given on the command line, so that a file in the cluster cannot quietly change them.
 */
export const SETTINGS: Readonly<Record<string, string>> = {
  // An acknowledged ballot is on the disk.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Nothing in the log can name a voter or a moment: no statements, no parameters, no details, no addresses.
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_duration: 'off',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_disconnections: 'off',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_line_prefix: '%p ',
  log_timezone: 'UTC',
  logging_collector: 'off',
  track_commit_timestamp: 'off',
  // Nobody replicates or archives: the write-ahead log is for recovery only and stays short.
  wal_level: 'minimal',
  max_wal_senders: '0',
  archive_mode: 'off',
  // A used segment is removed, not kept for the next one with the ballots still in it (`forgetWal`).
  wal_recycle: 'off',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  // A hall, not a warehouse.
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_parallel_workers_per_gather: '0',
  max_worker_processes: '4',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  listen_addresses: '',
  unix_socket_permissions: '0700',
};
