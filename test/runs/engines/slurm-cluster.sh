#!/usr/bin/env bash
# A Slurm of one node on loopback, for tests. Needs Debian's slurm-wlm and munge; no root, no systemd, no cgroups.
#
#   slurm-cluster.sh                       two tasks at once, arrays of up to 1,000 tasks
#   CPUS=8 MAX_ARRAY_SIZE=5 slurm-cluster.sh
#
# Prints "SLURM_CONF=…" once jobs can be handed in, which is all that sbatch and the others need to know. Then it waits until its
# standard input closes, or it is told to stop; so nothing is left of it even when whoever started it is killed.
set -euo pipefail
cpus=${CPUS:-2}
PATH=$PATH:/usr/sbin:/sbin
folder=$(mktemp -d)
export SLURM_CONF=$folder/slurm.conf
daemons=()

stop() {
  trap '' INT TERM HUP
  trap - EXIT
  # Jobs first: they would outlive their daemon.
  timeout 10 scancel --quiet --user="$(id -un)" || true
  for _ in $(seq 150); do
    [ -n "$(timeout 10 squeue --noheader)" ] || break
    sleep 0.1
  done
  for daemon in "${daemons[@]}"; do kill "$daemon" || true; done
  for _ in $(seq 50); do
    [ -n "$(jobs -rp)" ] || break
    sleep 0.1
  done
  for daemon in $(jobs -rp); do kill -KILL "$daemon" || true; done
  # Watchers of jobs that did not end in time, by what they inherited from our slurmd.
  for watcher in $(pgrep -x slurmstepd); do
    if tr '\0' '\n' <"/proc/$watcher/environ" | grep -qxF "SLURM_CONF=$SLURM_CONF"; then kill -KILL "$watcher"; fi
  done
  wait
  rm -rf "$folder"
} 2>/dev/null
trap stop EXIT
trap 'exit 1' INT TERM HUP

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

mkdir -p "$folder"/{munge,state,spool}
chmod 755 "$folder" # munged wants its socket reachable
(umask 077 && head -c 128 /dev/urandom >"$folder/munge/key")

cat >"$SLURM_CONF" <<CONF
ClusterName=lab-test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=2,bf_interval=1
ReturnToService=2
KillWait=2
MaxArraySize=${MAX_ARRAY_SIZE:-1001}
MaxJobCount=${MAX_JOB_COUNT:-10000}
NodeName=localhost NodeAddr=127.0.0.1 CPUs=$cpus Sockets=1 CoresPerSocket=$cpus ThreadsPerCore=1 RealMemory=2000
PartitionName=test Nodes=localhost Default=YES MaxTime=60 State=UP
CONF

# Standard input closed, so that they do not hold the caller's pipe open.
start() {
  "$@" </dev/null >"$folder/$1.out" 2>&1 &
  daemons=("$!" "${daemons[@]}")
}

within() {
  local what=$1
  shift
  for _ in $(seq 200); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.05
  done
  echo "slurm-cluster.sh: no $what within 10 seconds" >&2
  tail -n 5 "$folder"/*.log "$folder"/*.out >&2
  exit 1
}

start munged --foreground --force --num-threads=2 --key-file="$folder/munge/key" --socket="$folder/munge/socket" \
  --pid-file="$folder/munge/pid" --seed-file="$folder/munge/seed"
within "munge socket" test -S "$folder/munge/socket"
start slurmctld -D -i
start slurmd -D -N localhost
idle() { sinfo --noheader --format=%T | grep -q idle; }
within "idle node" idle

echo "SLURM_CONF=$SLURM_CONF"
cat >/dev/null
